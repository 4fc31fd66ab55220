package io.github.miragemaven.instance.verify;

import java.util.regex.Pattern;

/**
 * A check and its result.
 *
 * @param name its name, such as {@code GET /about/}
 * @param expected the expected result
 * @param seen the actual result
 * @param millis duration of the last attempt
 * @param passed whether the result is the expected one
 */
public record Check(String name, String expected, String seen, long millis, boolean passed) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Servers may send control characters that a terminal would interpret. */
  public Check {
    name = CONTROL.matcher(name).replaceAll("?");
    seen = CONTROL.matcher(seen).replaceAll("?");
  }
}
