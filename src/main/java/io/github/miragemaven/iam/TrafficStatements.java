package io.github.miragemaven.iam;

import io.github.miragemaven.iam.Statement.Condition;
import java.util.List;
import java.util.Set;

/** The statements of the goals that route traffic to instances. */
final class TrafficStatements {

  private final LeastPrivilege policy;
  private final Arns arns;
  private final Set<TrafficKind> kinds;

  TrafficStatements(LeastPrivilege policy, Arns arns, Set<TrafficKind> kinds) {
    this.policy = policy;
    this.arns = arns;
    this.kinds = kinds;
  }

  /** Adds the statements of {@code mirage:switch}. */
  void ofSwitch() {
    policy.allow("Look", "*", List.of("ec2:DescribeInstances", "ec2:DescribeSecurityGroups"));
    policy.allowOwn(
        "Own",
        List.of(arns.all("instance"), arns.all("security-group")),
        List.of(
            "ec2:CreateTags",
            "ec2:DeleteSecurityGroup",
            "ec2:DeleteTags",
            "ec2:StopInstances",
            "ec2:TerminateInstances"));
    route();
  }

  /** Adds the statements of {@code mirage:rollback}. */
  void ofRollback() {
    policy.allow(
        "Look",
        "*",
        List.of("ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeSecurityGroups"));
    policy.allowOwn(
        "Own",
        List.of(arns.all("instance"), arns.all("security-group")),
        List.of(
            "ec2:CreateTags",
            "ec2:DeleteSecurityGroup",
            "ec2:DeleteTags",
            "ec2:StartInstances",
            "ec2:StopInstances",
            "ec2:TerminateInstances"));
    route();
  }

  private void route() {
    if (kinds.contains(TrafficKind.ADDRESS)) {
      address();
    }
    if (kinds.contains(TrafficKind.TARGET_GROUP)) {
      targetGroup();
    }
    if (kinds.contains(TrafficKind.RECORD)) {
      policy.allowEverywhere("RecordLook", "*", List.of("route53:ListHostedZonesByName"));
    }
    if (kinds.contains(TrafficKind.RECORD_IN_ZONE)) {
      policy.allowEverywhere("Zone", arns.zones(), List.of("route53:GetHostedZone"));
    }
    if (kinds.contains(TrafficKind.RECORD) || kinds.contains(TrafficKind.RECORD_IN_ZONE)) {
      record();
    }
  }

  private void address() {
    policy.allow("AddressLook", "*", List.of("ec2:DescribeAddresses"));
    // The address may belong to an instance outside the project, to which an undo returns it.
    policy.allow(
        "Address",
        List.of(arns.all("elastic-ip"), arns.all("instance"), arns.all("network-interface")),
        List.of("ec2:AssociateAddress", "ec2:DisassociateAddress"));
  }

  private void targetGroup() {
    policy.allow(
        "GroupLook",
        "*",
        List.of(
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth"));
    policy.allow(
        "Group",
        arns.targetGroups(),
        List.of("elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"));
  }

  private void record() {
    policy.allowEverywhere(
        "Record",
        arns.zones(),
        List.of("route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"));
    policy.allowEverywhere("Change", arns.changes(), List.of("route53:GetChange"));
  }

  /** Adds the statements of a refresh, whose caller must be allowed to run the template. */
  void ofFleet() {
    policy.allow(
        "Look",
        "*",
        List.of(
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeInstanceRefreshes",
            "ec2:DescribeImages",
            "ec2:DescribeLaunchTemplateVersions"));
    policy.allow(
        "Template", arns.all("launch-template"), List.of("ec2:CreateLaunchTemplateVersion"));
    policy.allow(
        "Refresh",
        arns.scalingGroups(),
        List.of("autoscaling:RollbackInstanceRefresh", "autoscaling:StartInstanceRefresh"));
    policy.allow(
        "Run",
        "*",
        List.of("ec2:RunInstances"),
        new Condition("ArnLike", "ec2:LaunchTemplate", List.of(arns.all("launch-template"))));
  }
}
