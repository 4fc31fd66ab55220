package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Reads durations from parameters: {@code 90s}, {@code 5m}, {@code 1h}, {@code 2d}, {@code 1d12h},
 * the ISO 8601 form {@code PT5M}, or a number of seconds.
 */
final class Durations {

  static final Duration ONE_DAY = Duration.ofDays(1);
  static final Duration TEN_YEARS = Duration.ofDays(3650);

  private Durations() {}

  /**
   * Reads the value of a parameter.
   *
   * @param parameter the parameter's name, for the message if the value is not valid
   * @param least the shortest duration allowed
   * @param most the longest duration allowed
   */
  static Duration parse(String parameter, String text, Duration least, Duration most)
      throws UserFailureException {
    try {
      Duration duration = read(text.strip().toLowerCase(Locale.ROOT));
      if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // The message below covers malformed values too.
    }
    throw new UserFailureException(
        "%s is \"%s\".%nSet it to a duration from %s to %s, such as 90s, 5m, 1h, 2d or PT5M."
            .formatted(parameter, text, text(least), text(most)));
  }

  private static Duration read(String text) {
    if (text.matches("\\d{1,12}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    if (text.startsWith("p")) {
      return Duration.parse(text);
    }
    return Duration.parse(
        text.contains("d") ? "p" + text.replaceFirst("d(?=.)", "dt") : "pt" + text);
  }

  private static String text(Duration duration) {
    return duration.toHoursPart() + duration.toMinutesPart() + duration.toSecondsPart() == 0
            && !duration.isZero()
        ? duration.toDays() + "d"
        : duration.toSeconds() + "s";
  }
}
