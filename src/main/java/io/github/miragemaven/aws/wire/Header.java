package io.github.miragemaven.aws.wire;

/**
 * A line of a call's head.
 *
 * @param name the name, in lower case
 * @param value the value, without space before or behind it or two spaces in a row
 */
public record Header(String name, String value) {

  /** Both, as they are signed. */
  String line() {
    return name + ':' + value;
  }
}
