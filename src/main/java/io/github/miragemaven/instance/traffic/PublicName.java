package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The name that visitors know a site by. */
public sealed interface PublicName {

  /**
   * What leads from it to instances.
   *
   * @param region where it is
   * @param patience how long it is waited for
   * @param time the clock
   */
  Signpost signpost(AwsRegion region, Patience patience, Time time);

  /** How long visitors will remember where it leads. */
  default Duration remembered() {
    return Duration.ZERO;
  }

  /**
   * An Elastic IP address.
   *
   * @param text the address, or its allocation id, or its tag {@code Name}
   */
  record Address(String text) implements PublicName {

    @Override
    public Signpost signpost(AwsRegion region, Patience patience, Time time) {
      return new ElasticIp(region, text, patience);
    }
  }

  /**
   * A target group of a load balancer.
   *
   * @param text its name or ARN
   */
  record Group(String text) implements PublicName {

    @Override
    public Signpost signpost(AwsRegion region, Patience patience, Time time) {
      return new TargetGroup(region, text, patience, time);
    }
  }

  /**
   * A DNS name in Route 53.
   *
   * @param name the name, in lower case and without a dot behind
   * @param zone the id or the name of its hosted zone; empty to look for it
   * @param ttl how long others keep what it stands for
   */
  record DnsName(String name, Optional<String> zone, Duration ttl) implements PublicName {

    /** Takes the name in any case, with a dot behind or not. */
    public DnsName {
      name = name.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    }

    @Override
    public Duration remembered() {
      return ttl;
    }

    /** The zone's id, where that is what is set. */
    public Optional<String> zoneId() {
      return zone.filter(text -> text.matches("Z[A-Z0-9]+"));
    }

    @Override
    public Signpost signpost(AwsRegion region, Patience patience, Time time) {
      return new DnsRecord(region, this, patience);
    }
  }
}
