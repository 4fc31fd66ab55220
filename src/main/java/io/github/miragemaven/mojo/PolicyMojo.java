package io.github.miragemaven.mojo;

import io.github.miragemaven.ami.LaunchPermission;
import io.github.miragemaven.ami.Spread;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.iam.Needs;
import io.github.miragemaven.iam.Needs.Feature;
import io.github.miragemaven.iam.TrafficKind;
import io.github.miragemaven.instance.traffic.PublicName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
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
  final Set<TrafficKind> traffic() {
    Set<TrafficKind> traffic = EnumSet.noneOf(TrafficKind.class);
    given(address).ifPresent(set -> traffic.add(TrafficKind.ADDRESS));
    given(targetGroup).ifPresent(set -> traffic.add(TrafficKind.TARGET_GROUP));
    if (given(record).isPresent()) {
      PublicName.DnsName name = new PublicName.DnsName(record, given(zone), Duration.ZERO);
      traffic.add(name.zoneId().isPresent() ? TrafficKind.RECORD_IN_ZONE : TrafficKind.RECORD);
    }
    return traffic;
  }

  final Needs needs() throws UserFailureException {
    List<LaunchPermission> permissions = AmiMojo.permissions(launchPermissions);
    List<String> remote =
        AwsMojo.names(region, regions).stream()
            .filter(name -> !RegionProviders.supports(name, Capability.OFFLINE))
            .toList();
    Strategy chosen = Choices.parse("mirage.deploy.strategy", strategy, Strategy.class);
    boolean copies =
        remote.size() > 1 && Choices.parse("mirage.spread", spread, Spread.class) != Spread.UPLOAD;
    Needs.Builder needs =
        Needs.of(project.getGroupId() + ":" + project.getArtifactId())
            .regions(remote)
            .with(Feature.COPIES, copies)
            .with(Feature.ENCRYPTION, encrypted)
            .with(Feature.LAUNCH_PERMISSIONS, !permissions.isEmpty())
            .with(Feature.PUBLIC_AMIS, permissions.contains(LaunchPermission.PUBLIC))
            .with(Feature.DEPRECATION, AmiMojo.deprecation(deprecateAfter).isPresent())
            .with(Feature.INSTANCE_TYPE, given(instanceType).isPresent())
            .kmsKey(given(kmsKey))
            .ssmParameter(given(ssmParameter));
    switch (chosen) {
      case BUILD_HOST -> needs.hostTag(hostTag.strip());
      case IMPORT ->
          needs.importBucket(Strategy.importSettings(importBucket, Strategy.DEFAULT_ROLE).bucket());
      case DIRECT -> {}
    }
    return traffic().isEmpty() ? needs.build() : needs.traffic(traffic()).build();
  }
}
