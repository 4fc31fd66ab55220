package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.instance.traffic.PublicName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The name that visitors know a site by: what the goals that lead it elsewhere have in common. */
abstract class TrafficMojo extends AnswerMojo {

  static final int CONNECTIONS = 4;

  /**
   * The Elastic IP address that visitors come to, or its allocation id, or its tag {@code Name}.
   * Exactly one of address, targetGroup and record is set. Example: {@code
   * -Dmirage.switch.address=203.0.113.9}.
   */
  @Parameter(property = "mirage.switch.address")
  String address;

  /**
   * The target group of a load balancer that visitors come to, by its name or ARN. Example: {@code
   * -Dmirage.switch.targetGroup=blog}.
   */
  @Parameter(property = "mirage.switch.targetGroup")
  String targetGroup;

  /**
   * The DNS name that visitors know, in Route 53; its A and AAAA records are moved. Example: {@code
   * -Dmirage.switch.record=www.example.com}.
   */
  @Parameter(property = "mirage.switch.record")
  String record;

  /**
   * The hosted zone of the DNS name, by its id or name; without it, the nearest public one.
   * Example: {@code -Dmirage.switch.zone=Z0123456789ABCDEFGHIJ}.
   */
  @Parameter(property = "mirage.switch.zone")
  String zone;

  /**
   * How many seconds others may keep the addresses of the DNS name; so long the old instance is
   * still visited. Example: {@code -Dmirage.switch.ttl=300}.
   */
  @Parameter(property = "mirage.switch.ttl", defaultValue = "60")
  int ttl;

  /**
   * How long the instance that loses the name stays as it is, as an ISO 8601 period; with {@code
   * PT0S} its time has come at once. Afterwards the next {@code mirage:switch} or {@code
   * mirage:launch}, or {@code mirage:terminate -Dmirage.terminate.due}, sees to it. Example: {@code
   * -Dmirage.switch.keepOld=PT30M}.
   */
  @Parameter(property = "mirage.switch.keepOld", defaultValue = "PT1H")
  String keepOld;

  /**
   * What becomes of the instance that has lost the name, when its time has come: {@code stop} or
   * {@code terminate}. Example: {@code -Dmirage.switch.thenOld=stop}.
   */
  @Parameter(property = "mirage.switch.thenOld", defaultValue = "terminate")
  String thenOld;

  /**
   * How long each thing is waited for at the most, as an ISO 8601 period: that a target is healthy,
   * a record on all name servers, an address moved, an instance started. Without it, 10 minutes for
   * a target and a record, 5 for an instance, 2 for an address. How long a target group drains is
   * the group's own setting. Example: {@code -Dmirage.switch.wait=PT20M}.
   */
  @Parameter(property = "mirage.switch.wait")
  String switchWait;

  TrafficMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  final PublicName publicName() throws UserFailureException {
    List<PublicName> names = new ArrayList<>();
    given(address).ifPresent(text -> names.add(new PublicName.Address(text.strip())));
    given(targetGroup).ifPresent(text -> names.add(new PublicName.Group(text.strip())));
    if (given(record).isPresent()) {
      names.add(new PublicName.DnsName(record.strip(), given(zone), timeToLive()));
    }
    if (names.size() != 1) {
      throw new UserFailureException(
          "%s says where visitors come to.%nSet one of mirage.switch.address (-Dmirage.switch.address=203.0.113.9), mirage.switch.targetGroup and mirage.switch.record."
              .formatted(names.isEmpty() ? "Nothing" : "More than one parameter"));
    }
    return names.get(0);
  }

  private Duration timeToLive() throws UserFailureException {
    if (ttl < 0) {
      throw new UserFailureException(
          "mirage.switch.ttl is %d.%nSet it to a number of seconds, such as 60.".formatted(ttl));
    }
    return Duration.ofSeconds(ttl);
  }

  final Optional<Duration> patience() throws UserFailureException {
    return given(switchWait).isPresent()
        ? Optional.of(period("mirage.switch.wait", switchWait))
        : Optional.empty();
  }

  final Duration keepOld() throws UserFailureException {
    try {
      Duration period = Duration.parse(keepOld.strip());
      if (!period.isNegative()) {
        return period;
      }
    } catch (DateTimeParseException noPeriod) {
      // Told below, like one that is negative.
    }
    throw new UserFailureException(
        "mirage.switch.keepOld is \"%s\".%nSet it to a period such as PT0S, PT30M or P1D."
            .formatted(keepOld));
  }

  final Retirement.Then thenOld() throws UserFailureException {
    return Retirement.Then.parse(thenOld);
  }
}
