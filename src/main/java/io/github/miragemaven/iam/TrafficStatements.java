package io.github.miragemaven.iam;

import io.github.miragemaven.iam.Statement.Condition;
import java.util.List;
import java.util.Set;

/** What the goals need that lead visitors to instances, by the ways that are set. */
final class TrafficStatements {

  private final LeastPrivilege policy;
  private final Arns arns;
  private final Set<Way> ways;

  TrafficStatements(LeastPrivilege policy, Arns arns, Set<Way> ways) {
    this.policy = policy;
    this.arns = arns;
    this.ways = ways;
  }

  /** A switch's. */
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
    ways();
  }

  /** A rollback's. */
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
    ways();
  }

  private void ways() {
    if (ways.contains(Way.ADDRESS)) {
      address();
    }
    if (ways.contains(Way.TARGET_GROUP)) {
      targetGroup();
    }
    if (ways.contains(Way.RECORD)) {
      policy.allowEverywhere("RecordLook", "*", List.of("route53:ListHostedZonesByName"));
    }
    if (ways.contains(Way.RECORD_IN_ZONE)) {
      policy.allowEverywhere("Zone", arns.zones(), List.of("route53:GetHostedZone"));
    }
    if (ways.contains(Way.RECORD) || ways.contains(Way.RECORD_IN_ZONE)) {
      record();
    }
  }

  private void address() {
    policy.allow("AddressLook", "*", List.of("ec2:DescribeAddresses"));
    // An address may lead to an instance that is not the project's, and is led back to it.
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

  /** A fleet's: who starts a refresh is asked whether he may run the template's instances. */
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
