package io.github.miragemaven.mojo;

import static io.github.miragemaven.mojo.TrafficParameters.keepOld;
import static io.github.miragemaven.mojo.TrafficParameters.patience;
import static io.github.miragemaven.mojo.TrafficParameters.publicName;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.instance.traffic.SwitchSettings;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Moves the public name of the site back to the instance that had it before the last {@code
 * mirage:switch}. The goal starts that instance if it is stopped, and verifies its site first; if
 * the verification fails, nothing changes.
 */
@Mojo(name = "rollback", threadSafe = true)
public final class RollbackMojo extends SiteCheckMojo {

  /**
   * The site's Elastic IP address, as its address, its allocation id or its tag {@code Name}. Set
   * exactly one of address, targetGroup and record. Default: none. Example: {@code
   * -Dmirage.switch.address=203.0.113.9}.
   */
  @Parameter(property = "mirage.switch.address")
  String address;

  /**
   * The name or ARN of the load balancer's target group that serves the site. Default: none.
   * Example: {@code -Dmirage.switch.targetGroup=blog}.
   */
  @Parameter(property = "mirage.switch.targetGroup")
  String targetGroup;

  /**
   * The site's DNS name in Route 53, whose A and AAAA records the goal changes. Default: none.
   * Example: {@code -Dmirage.switch.record=www.example.com}.
   */
  @Parameter(property = "mirage.switch.record")
  String record;

  /**
   * The id or name of the DNS name's hosted zone. Default: the closest public one. Example: {@code
   * -Dmirage.switch.zone=Z0123456789ABCDEFGHIJ}.
   */
  @Parameter(property = "mirage.switch.zone")
  String zone;

  /**
   * The time to live of the DNS records, during which resolvers may still return the old address: a
   * duration from 0s, such as {@code 5m} or {@code PT5M}; a number means seconds. Example: {@code
   * -Dmirage.switch.ttl=5m}.
   */
  @Parameter(property = "mirage.switch.ttl", defaultValue = "60s")
  String ttl;

  /**
   * How long the instance that loses the public name keeps running: a duration from 0s, such as
   * {@code 30m} or {@code PT30M}; a number means seconds. Afterwards the next {@code mirage:switch}
   * or {@code mirage:launch}, or {@code mirage:terminate -Dmirage.terminate.due}, stops or
   * terminates it. Example: {@code -Dmirage.switch.keepOld=30m}.
   */
  @Parameter(property = "mirage.switch.keepOld", defaultValue = "1h")
  String keepOld;

  /**
   * What to do with that instance then: {@code stop} or {@code terminate}. Example: {@code
   * -Dmirage.switch.thenOld=stop}.
   */
  @Parameter(property = "mirage.switch.thenOld", defaultValue = "terminate")
  String thenOld;

  /**
   * How long to wait for each change to take effect: a duration from 1s, such as {@code 20m} or
   * {@code PT20M}; a number means seconds. Default: 10 minutes for a healthy target and for DNS, 5
   * for a started instance, 2 for a moved address. A target group's own setting determines how long
   * it drains. Example: {@code -Dmirage.switch.wait=20m}.
   */
  @Parameter(property = "mirage.switch.wait")
  String switchWait;

  /**
   * How long the site may take to accept connections: a duration from 0s to 1d, such as {@code 10m}
   * or {@code PT10M}; a number means seconds. Example: {@code -Dmirage.verify.timeout=10m}.
   */
  @Parameter(property = "mirage.verify.timeout", defaultValue = "3m")
  String timeout;

  /**
   * Whether to verify the previous instance's site first. Example: {@code
   * -Dmirage.rollback.verify=false}.
   */
  @Parameter(property = "mirage.rollback.verify", defaultValue = "true")
  boolean verify;

  @Override
  void performOnAws(Progress progress) throws IOException, FailureException, InterruptedException {
    awsSteps(progress)
        .rollBack(settings(progress))
        .ifPresent(id -> project.getProperties().setProperty("mirage.instance.id", id));
  }

  private SwitchSettings settings(Progress progress) throws FailureException {
    return new SwitchSettings(
        onlyRegion("rollback"),
        publicName(address, targetGroup, record, zone, ttl),
        SwitchSettings.Choice.NEWEST,
        new SwitchSettings.Retention(
            keepOld(keepOld),
            Choices.parse("mirage.switch.thenOld", thenOld, Retirement.Then.class)),
        patience(switchWait),
        verify
            ? Optional.of(
                expectedSite(SiteAddress.NONE, buildSteps(progress)).withLimits(limits(timeout)))
            : Optional.empty(),
        mirageDirectory.toPath());
  }
}
