package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The name that visitors know a site by. */
public sealed interface PublicName {

  /**
   * What leads from it to instances.
   *
   * @param region where it is
   * @param waiting waits for it
   * @param time the clock
   */
  Signpost signpost(AwsRegion region, Waiting waiting, Time time);

  /**
   * An Elastic IP address.
   *
   * @param text the address, or its allocation id
   */
  record Address(String text) implements PublicName {

    @Override
    public Signpost signpost(AwsRegion region, Waiting waiting, Time time) {
      return new ElasticIp(region, text, waiting);
    }
  }

  /**
   * A target group of a load balancer.
   *
   * @param text its name or ARN
   */
  record Group(String text) implements PublicName {

    @Override
    public Signpost signpost(AwsRegion region, Waiting waiting, Time time) {
      return new TargetGroup(region, text, waiting, time);
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
    public Signpost signpost(AwsRegion region, Waiting waiting, Time time) {
      return new DnsRecord(region, this, waiting);
    }
  }
}
