package io.github.miragemaven.instance;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats instances and durations for messages. */
final class Formats {

  private Formats() {}

  /** Ids, separated by commas. */
  static String ids(List<Instance> instances) {
    return instances.stream().map(Instance::id).collect(Collectors.joining(", "));
  }

  /** A state in EC2's spelling: {@code shutting-down}. */
  static String state(Instance instance) {
    return instance.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A duration in its largest unit: {@code 3 days}, {@code 1 hour}. */
  static String time(Duration time) {
    if (time.toDays() > 1) {
      return time.toDays() + " days";
    }
    if (time.toHours() > 1) {
      return time.toHours() + " hours";
    }
    return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }
}
