package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Time;
import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A switch or rollback in a separate process, for a test to kill. */
final class SwitchToKill {

  private SwitchToKill() {}

  /** Parses a name: an address, a DNS name, or a target group. */
  static PublicName name(String text) {
    if (Character.isDigit(text.charAt(0))) {
      return new PublicName.Address(text);
    }
    return text.contains(".")
        ? new PublicName.DnsName(text, Optional.empty(), Duration.ofSeconds(60))
        : new PublicName.Group(text);
  }

  /**
   * Switches, or rolls back.
   *
   * @param arguments the directory, the name, and {@code switch} or {@code rollback}
   */
  public static void main(String[] arguments) throws Exception {
    try (Blog blog = new Blog(Path.of(arguments[0]))) {
      blog.by(Time.real()).slow().at(name(arguments[1]));
      RandomKills.begin();
      if (arguments[2].equals("switch")) {
        blog.switchOver();
      } else {
        blog.rollBack();
      }
    }
  }
}
