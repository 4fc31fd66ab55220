package io.github.miragemaven.mojo;

import io.github.miragemaven.ami.LaunchPermission;
import io.github.miragemaven.ami.Spread;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.iam.Needs;
import io.github.miragemaven.iam.Way;
import io.github.miragemaven.instance.traffic.PublicName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of {@code mirage:iam-policy}: the settings of other goals that need permissions. */
abstract class PolicyMojo extends GoalMojo {

  /**
   * A region that the policy is limited to, with {@code mirage.regions}. Default: none; the policy
   * is for all regions. Example: {@code -Dmirage.region=us-west-2}.
   */
  @Parameter(property = "mirage.region")
  String region;

  /**
   * More regions that the policy is limited to; with more than one, it allows copies between them.
   * Default: none. Example: {@code -Dmirage.regions=us-west-2,eu-west-1}.
   */
  @Parameter(property = "mirage.regions")
  List<String> regions;

  /**
   * How the image gets to more than one region: {@code upload}, {@code copy} or {@code auto}; the
   * first needs no permission to copy. Example: {@code -Dmirage.spread=upload}.
   */
  @Parameter(property = "mirage.spread", defaultValue = "auto")
  String spread;

  /** Whether {@code mirage:deploy} encrypts snapshots. Example: {@code -Dmirage.encrypted}. */
  @Parameter(property = "mirage.encrypted", defaultValue = "false")
  boolean encrypted;

  /**
   * The id, alias or ARN of the KMS key that encrypts snapshots. Default: none. Example: {@code
   * -Dmirage.kmsKey=alias/blog}.
   */
  @Parameter(property = "mirage.kmsKey")
  String kmsKey;

  /**
   * The AWS Systems Manager parameter that names the newest AMI. Default: none. Example: {@code
   * -Dmirage.ssmParameter=/blog/ami}.
   */
  @Parameter(property = "mirage.ssmParameter")
  String ssmParameter;

  /**
   * Who else may launch the AMI: account numbers, ARNs of organizations or organizational units, or
   * {@code public}. Default: none. Example: {@code -Dmirage.launchPermissions=123456789012}.
   */
  @Parameter(property = "mirage.launchPermissions")
  List<String> launchPermissions;

  /**
   * When AMIs are deprecated: a time after their creation or a date. Default: never. Example:
   * {@code -Dmirage.deprecateAfter=90d}.
   */
  @Parameter(property = "mirage.deprecateAfter")
  String deprecateAfter;

  /**
   * The instance type that the AMI is meant for. Default: none. Example: {@code
   * -Dmirage.instanceType=t2.micro}.
   */
  @Parameter(property = "mirage.instanceType")
  String instanceType;

  /**
   * How {@code mirage:deploy} gets the image into a snapshot: {@code direct}, {@code import} or
   * {@code buildHost}. Example: {@code -Dmirage.deploy.strategy=import}.
   */
  @Parameter(property = "mirage.deploy.strategy", defaultValue = "direct")
  String strategy;

  /** The tag of the build host. Example: {@code -Dmirage.host.tag=role=builder}. */
  @Parameter(property = "mirage.host.tag", defaultValue = "role=host")
  String hostTag;

  /**
   * The S3 bucket for the strategy {@code import}, with {@code {region}} for a region's name.
   * Default: none. Example: {@code -Dmirage.import.bucket=blog-images-{region}}.
   */
  @Parameter(property = "mirage.import.bucket")
  String importBucket;

  /**
   * The site's Elastic IP address. Default: none. Example: {@code
   * -Dmirage.switch.address=203.0.113.9}.
   */
  @Parameter(property = "mirage.switch.address")
  String address;

  /**
   * The target group that serves the site. Default: none. Example: {@code
   * -Dmirage.switch.targetGroup=blog}.
   */
  @Parameter(property = "mirage.switch.targetGroup")
  String targetGroup;

  /**
   * The site's DNS name in Route 53. Default: none. Example: {@code
   * -Dmirage.switch.record=www.example.com}.
   */
  @Parameter(property = "mirage.switch.record")
  String record;

  /**
   * The hosted zone of the DNS name. Default: the closest public one. Example: {@code
   * -Dmirage.switch.zone=Z0123456789ABCDEFGHIJ}.
   */
  @Parameter(property = "mirage.switch.zone")
  String zone;

  /** How the settings route visitors to instances. */
  final Set<Way> ways() {
    Set<Way> ways = EnumSet.noneOf(Way.class);
    given(address).ifPresent(set -> ways.add(Way.ADDRESS));
    given(targetGroup).ifPresent(set -> ways.add(Way.TARGET_GROUP));
    if (given(record).isPresent()) {
      PublicName.DnsName name = new PublicName.DnsName(record, given(zone), Duration.ZERO);
      ways.add(name.zoneId().isPresent() ? Way.RECORD_IN_ZONE : Way.RECORD);
    }
    return ways;
  }

  final Needs needs() throws UserFailureException {
    List<LaunchPermission> permissions = AmiMojo.permissions(launchPermissions);
    List<String> remote =
        AwsMojo.names(region, regions).stream()
            .filter(name -> !RegionProviders.supports(name, Capability.OFFLINE))
            .toList();
    Strategy chosen = Strategy.parse(strategy);
    Needs needs =
        new Needs(
            project.getGroupId() + ":" + project.getArtifactId(),
            remote,
            remote.size() > 1 && Spread.parse(spread) != Spread.UPLOAD,
            encrypted,
            given(kmsKey),
            given(ssmParameter),
            !permissions.isEmpty(),
            permissions.contains(LaunchPermission.PUBLIC),
            AmiMojo.deprecation(deprecateAfter).isPresent(),
            given(instanceType).isPresent(),
            chosen == Strategy.BUILD_HOST ? Optional.of(hostTag.strip()) : Optional.empty(),
            chosen == Strategy.IMPORT
                ? Optional.of(Strategy.importSettings(importBucket, Strategy.DEFAULT_ROLE).bucket())
                : Optional.empty());
    return ways().isEmpty() ? needs : needs.leading(ways());
  }
}
