package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;

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
}
