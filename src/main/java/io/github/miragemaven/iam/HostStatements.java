package io.github.miragemaven.iam;

import io.github.miragemaven.iam.Statement.Condition;
import java.util.List;

/** The statements of a deployment through a build host. */
final class HostStatements {

  private final LeastPrivilege policy;
  private final Arns arns;

  HostStatements(LeastPrivilege policy, Arns arns) {
    this.policy = policy;
    this.arns = arns;
  }

  /**
   * Adds the statements.
   *
   * @param tag the host's tag, such as {@code role=host}
   */
  void ofDeployment(String tag) {
    int equals = tag.indexOf('=');
    Condition host =
        new Condition(
            "StringEquals",
            "aws:ResourceTag/" + tag.substring(0, equals),
            List.of(tag.substring(equals + 1)));
    List<String> creating = List.of("CreateVolume", "CreateSnapshot");
    Condition created = new Condition("StringEquals", "ec2:CreateAction", creating);
    List<String> volumes = List.of(arns.all("volume"));
    List<String> snapshots = List.of(arns.snapshots());
    List<String> resources = List.of(arns.all("volume"), arns.snapshots());
    policy.allow("LookHost", "*", List.of("ec2:DescribeInstances", "ec2:DescribeVolumes"));
    policy.allowNew("Make", resources, List.of("ec2:CreateVolume", "ec2:CreateSnapshot"));
    policy.allowNew("MakeTags", resources, List.of("ec2:CreateTags"), created);
    policy.allowOwn(
        "Volumes",
        volumes,
        List.of("ec2:AttachVolume", "ec2:CreateSnapshot", "ec2:DeleteVolume", "ec2:DetachVolume"));
    policy.allowOwn("Snapshots", snapshots, List.of("ec2:CreateTags", "ec2:DeleteSnapshot"));
    policy.allow(
        "Host",
        arns.all("instance"),
        List.of(
            "ec2:AttachVolume",
            "ec2:CreateTags",
            "ec2:DeleteTags",
            "ec2:DetachVolume",
            "ec2:StartInstances",
            "ec2:StopInstances"),
        host);
    policy.keys();
  }
}
