package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code project.build.outputTimestamp} as Maven's guide to reproducible builds defines it:
 * an ISO 8601 instant or seconds since 1970; an empty value or a single character that is not a
 * digit means none.
 */
final class OutputTimestamp {

  /** The default of Maven 3.10 and 4, which makes images the same on older versions. */
  static final Instant DEFAULT = Instant.parse("1980-02-01T00:00:00Z");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");
  private static final Pattern UNSET = Pattern.compile("\\D?");

  private OutputTimestamp() {}

  static Instant parse(Optional<String> value) throws UserFailureException {
    String text = value.map(String::strip).orElse("");
    if (UNSET.matcher(text).matches()) {
      return DEFAULT;
    }
    try {
      return SECONDS.matcher(text).matches()
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UserFailureException(
          "project.build.outputTimestamp is \"%s\", which is not a timestamp.%nSet it to an instant such as 2026-11-23T00:00:00Z."
              .formatted(text),
          e);
    }
  }
}
