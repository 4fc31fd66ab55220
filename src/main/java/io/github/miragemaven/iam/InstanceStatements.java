package io.github.miragemaven.iam;

import io.github.miragemaven.iam.Statement.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the goals need that launch instances, look at them, and end them. */
final class InstanceStatements {

  private final LeastPrivilege policy;
  private final Arns arns;

  InstanceStatements(LeastPrivilege policy, Arns arns) {
    this.policy = policy;
    this.arns = arns;
  }

  /** A launch's. */
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
    List<String> made = arns("instance", "volume", "security-group");
    policy.allowFresh("Make", made, List.of("ec2:RunInstances", "ec2:CreateSecurityGroup"));
    List<String> from =
        new ArrayList<>(
            arns("subnet", "network-interface", "security-group", "spot-instances-request"));
    from.add(arns.images());
    policy.allow("From", from, List.of("ec2:RunInstances"));
    policy.allow("In", arns.all("vpc"), List.of("ec2:CreateSecurityGroup"));
    List<String> creating = List.of("RunInstances", "CreateSecurityGroup");
    Condition created = new Condition("StringEquals", "ec2:CreateAction", creating);
    policy.allowFresh("Tag", made, List.of("ec2:CreateTags"), created);
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

  /** A look's at the site of an instance; where that fails, its console and groups tell why. */
  void ofVerify() {
    policy.allow("Look", "*", List.of("ec2:DescribeInstances", "ec2:DescribeSecurityGroups"));
    policy.allowOwn("Own", arns("instance"), List.of("ec2:GetConsoleOutput"));
  }

  /** A look's at a console. */
  void ofConsole() {
    policy.allow("Look", "*", List.of("ec2:DescribeInstances"));
    policy.allowOwn("Own", arns("instance"), List.of("ec2:GetConsoleOutput", "ec2:StopInstances"));
  }

  /** An end's. */
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
