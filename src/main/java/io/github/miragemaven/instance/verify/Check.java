package io.github.miragemaven.instance.verify;

import java.util.regex.Pattern;

/**
 * Something that was looked at.
 *
 * @param name what it is, such as {@code GET /about/}
 * @param expected what it should be
 * @param seen what it was
 * @param millis how long the last look took
 * @param passed whether the two agree
 */
public record Check(String name, String expected, String seen, long millis, boolean passed) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** What a server sends may hold characters that a terminal would obey. */
  public Check {
    name = CONTROL.matcher(name).replaceAll("?");
    seen = CONTROL.matcher(seen).replaceAll("?");
  }
}
