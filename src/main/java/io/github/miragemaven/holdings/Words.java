package io.github.miragemaven.holdings;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How the reports write times, states and numbers of things. */
final class Words {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** A time to the minute, in UTC. */
  static String time(Instant time) {
    return MINUTE.format(time);
  }

  /** A constant's name, as in {@code available}. */
  static String state(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** AMIs and snapshots, as in {@code 1 AMI and 2 snapshots}. */
  static String count(int amis, int snapshots) {
    return "%d %s and %d %s"
        .formatted(
            amis, amis == 1 ? "AMI" : "AMIs", snapshots, snapshots == 1 ? "snapshot" : "snapshots");
  }
}
