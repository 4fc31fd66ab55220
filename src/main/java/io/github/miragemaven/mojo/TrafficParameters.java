package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.traffic.PublicName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parameters that {@code mirage:switch} and {@code mirage:rollback} have in common. */
final class TrafficParameters {

  private TrafficParameters() {}

  /** The public name of the site: exactly one of address, target group and record is set. */
  static PublicName publicName(
      String address, String targetGroup, String record, String zone, String ttl)
      throws UserFailureException {
    List<PublicName> names = new ArrayList<>();
    GoalMojo.given(address).ifPresent(text -> names.add(new PublicName.Address(text)));
    GoalMojo.given(targetGroup).ifPresent(text -> names.add(new PublicName.Group(text)));
    Optional<String> dns = GoalMojo.given(record);
    if (dns.isPresent()) {
      Duration seconds =
          Durations.parse("mirage.switch.ttl", ttl, Duration.ZERO, Durations.TEN_YEARS);
      names.add(new PublicName.DnsName(dns.get(), GoalMojo.given(zone), seconds));
    }
    if (names.size() != 1) {
      throw new UserFailureException(
          "%s of mirage.switch.address, mirage.switch.targetGroup and mirage.switch.record is set.%nSet exactly one, such as -Dmirage.switch.address=203.0.113.9."
              .formatted(names.isEmpty() ? "None" : "More than one"));
    }
    return names.get(0);
  }

  /** How long the old instance keeps running. */
  static Duration keepOld(String text) throws UserFailureException {
    return Durations.parse("mirage.switch.keepOld", text, Duration.ZERO, Durations.TEN_YEARS);
  }

  /** The limit for each change to take effect, if one is set. */
  static Optional<Duration> patience(String text) throws UserFailureException {
    return GoalMojo.given(text).isPresent()
        ? Optional.of(
            Durations.parse("mirage.switch.wait", text, Duration.ofSeconds(1), Durations.TEN_YEARS))
        : Optional.empty();
  }
}
