package io.github.miragemaven.iam;

import io.github.miragemaven.iam.Statement.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The statements of the goals that launch, verify, read and terminate instances. */
final class InstanceStatements {

  private final LeastPrivilege policy;
  private final Arns arns;

  InstanceStatements(LeastPrivilege policy, Arns arns) {
    this.policy = policy;
    this.arns = arns;
  }

  /** Adds the statements of {@code mirage:launch}. */
  void ofLaunch() {
    policy.allow(
        "Look",
        "*",
        List.of(
            "ec2:DescribeImages",
            "ec2:DescribeInstances",
            "ec2:DescribeInstanceTypeOfferings",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets"));
    List<String> resources = arns("instance", "volume", "security-group");
    policy.allowNew("Make", resources, List.of("ec2:RunInstances", "ec2:CreateSecurityGroup"));
    List<String> from =
        new ArrayList<>(
            arns("subnet", "network-interface", "security-group", "spot-instances-request"));
    from.add(arns.images());
    policy.allow("From", from, List.of("ec2:RunInstances"));
    policy.allow("In", arns.all("vpc"), List.of("ec2:CreateSecurityGroup"));
    List<String> creating = List.of("RunInstances", "CreateSecurityGroup");
    Condition created = new Condition("StringEquals", "ec2:CreateAction", creating);
    policy.allowNew("Tag", resources, List.of("ec2:CreateTags"), created);
    policy.allowOwn(
        "Own",
        arns("instance", "security-group"),
        List.of(
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:CreateTags",
            "ec2:DeleteSecurityGroup",
            "ec2:GetConsoleOutput",
            "ec2:StopInstances",
            "ec2:TerminateInstances"));
  }

  /** Adds the statements of {@code mirage:verify}, which diagnoses failures. */
  void ofVerify() {
    policy.allow("Look", "*", List.of("ec2:DescribeInstances", "ec2:DescribeSecurityGroups"));
    policy.allowOwn("Own", arns("instance"), List.of("ec2:GetConsoleOutput"));
  }

  /** Adds the statements of {@code mirage:console}. */
  void ofConsole() {
    policy.allow("Look", "*", List.of("ec2:DescribeInstances"));
    policy.allowOwn("Own", arns("instance"), List.of("ec2:GetConsoleOutput", "ec2:StopInstances"));
  }

  /** Adds the statements of {@code mirage:terminate}. */
  void ofTerminate() {
    policy.allow("Look", "*", List.of("ec2:DescribeInstances", "ec2:DescribeSecurityGroups"));
    policy.allowOwn(
        "Own",
        arns("instance", "security-group"),
        List.of("ec2:DeleteSecurityGroup", "ec2:TerminateInstances"));
  }

  private List<String> arns(String... kinds) {
    return Stream.of(kinds).map(arns::all).toList();
  }
}
