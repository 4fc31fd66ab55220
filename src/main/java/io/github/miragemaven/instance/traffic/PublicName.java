package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The public name of a site: an address, a load balancer's target group or a DNS name. */
public sealed interface PublicName {

  /**
   * Returns the target that routes the name's traffic.
   *
   * @param region its region
   * @param waitLimit the limit of each wait
   * @param time the clock
   */
  TrafficTarget target(AwsRegion region, WaitLimit waitLimit, Time time);

  /** Returns how long resolvers will cache the new targets. */
  default Duration cacheTime() {
    return Duration.ZERO;
  }

  /**
   * An Elastic IP address.
   *
   * @param text the address, its allocation ID, or the value of its tag {@code Name}
   */
  record Address(String text) implements PublicName {

    @Override
    public TrafficTarget target(AwsRegion region, WaitLimit waitLimit, Time time) {
      return new ElasticIp(region, text, waitLimit);
    }
  }

  /**
   * A target group of a load balancer.
   *
   * @param text its name or ARN
   */
  record Group(String text) implements PublicName {

    @Override
    public TrafficTarget target(AwsRegion region, WaitLimit waitLimit, Time time) {
      return new TargetGroup(region, text, waitLimit, time);
    }
  }

  /**
   * A DNS name in Route 53.
   *
   * @param name the name, in lower case without a trailing dot
   * @param zone the ID or the name of its hosted zone; empty to find it
   * @param ttl the time to live of the record
   */
  record DnsName(String name, Optional<String> zone, Duration ttl) implements PublicName {

    /** Normalizes the name. */
    public DnsName {
      name = name.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
    }

    @Override
    public Duration cacheTime() {
      return ttl;
    }

    /** Returns the hosted zone's ID, if it was given as an ID. */
    public Optional<String> zoneId() {
      return zone.filter(text -> text.matches("Z[A-Z0-9]+"));
    }

    @Override
    public TrafficTarget target(AwsRegion region, WaitLimit waitLimit, Time time) {
      return new DnsRecord(region, this, waitLimit);
    }
  }
}
