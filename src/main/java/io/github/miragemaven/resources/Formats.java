package io.github.miragemaven.resources;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times, states and counts for the reports. */
final class Formats {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Formats() {}

  /** Formats a time to the minute, in UTC. */
  static String time(Instant time) {
    return MINUTE.format(time);
  }

  /** Formats an enum constant, such as {@code available}. */
  static String state(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Formats counts, such as {@code 1 AMI and 2 snapshots}. */
  static String count(int amis, int snapshots) {
    return "%d %s and %d %s"
        .formatted(
            amis, amis == 1 ? "AMI" : "AMIs", snapshots, snapshots == 1 ? "snapshot" : "snapshots");
  }
}
