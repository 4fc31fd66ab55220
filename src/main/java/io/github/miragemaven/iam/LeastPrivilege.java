package io.github.miragemaven.iam;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.iam.Needs.Feature;
import io.github.miragemaven.iam.Statement.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The policy statements that a project's goals need. Goals with the same statement share it.
 *
 * <p>Describe actions support no resource-level permissions (Service Authorization Reference,
 * "Amazon EC2"). {@code sts:GetCallerIdentity} needs no permission.
 */
public final class LeastPrivilege {

  private final Needs needs;
  private final Arns arns;
  private final Goal goal;
  private final Condition tagOnCreation;
  private final Condition own;
  private final List<Statement> statements = new ArrayList<>();

  private LeastPrivilege(Needs needs, Goal goal) {
    this.needs = needs;
    this.arns = new Arns(needs.regions());
    this.goal = goal;
    List<String> project = List.of(needs.project());
    this.tagOnCreation =
        new Condition("StringEquals", "aws:RequestTag/" + TagKeys.PROJECT, project);
    this.own = new Condition("StringEquals", "aws:ResourceTag/" + TagKeys.PROJECT, project);
  }

  /** Returns the statements for goals. */
  public static List<Statement> of(Needs needs, Set<Goal> goals) {
    List<Statement> all = new ArrayList<>();
    for (Goal goal : goals) {
      LeastPrivilege one = new LeastPrivilege(needs, goal);
      switch (goal) {
        case DEPLOY -> one.deploy();
        case DRY_RUN -> one.dryRun();
        case STATUS -> one.status();
        case PRUNE -> one.prune();
        case LAUNCH -> one.instances().ofLaunch();
        case VERIFY -> one.instances().ofVerify();
        case CONSOLE -> one.instances().ofConsole();
        case TERMINATE -> one.instances().ofTerminate();
        case SWITCH -> one.traffic().ofSwitch();
        case ROLLBACK -> one.traffic().ofRollback();
        case FLEET -> one.traffic().ofFleet();
      }
      all.addAll(one.statements);
    }
    return JoinedStatements.of(all);
  }

  private void status() {
    allow(
        "Look",
        "*",
        List.of("ec2:DescribeImages", "ec2:DescribeInstances", "ec2:DescribeSnapshots"));
    parameter("ssm:GetParameter");
  }

  private void prune() {
    allow(
        "Look",
        "*",
        List.of(
            "ec2:DescribeImages",
            "ec2:DescribeSnapshots",
            "ec2:DescribeInstances",
            "ec2:DescribeLaunchTemplates",
            "ec2:DescribeLaunchTemplateVersions"));
    allow("Amis", arns.images(), List.of("ec2:DescribeImageAttribute", "ec2:DeregisterImage"), own);
    allow("Snapshots", arns.snapshots(), List.of("ec2:DeleteSnapshot"), own);
    parameter("ssm:GetParameter");
  }

  private void dryRun() {
    read();
    List<String> direct = List.of("ebs:ListSnapshotBlocks", "ebs:GetSnapshotBlock");
    if (needs.hostTag().isPresent()) {
      allow("LookHost", "*", List.of("ec2:DescribeInstances"));
    } else if (needs.importBucket().isPresent()) {
      imports().ofDryRun();
    } else {
      allow("Read", arns.snapshots(), direct, own);
    }
    key("Key", List.of("kms:DescribeKey", "kms:Decrypt"));
    parameter("ssm:GetParameter");
  }

  /** Allows the read-only calls that precede a deployment and make up a dry run. */
  private void read() {
    List<String> actions =
        new ArrayList<>(
            List.of(
                "ec2:DescribeImages",
                "ec2:DescribeSnapshots",
                "servicequotas:GetAWSDefaultServiceQuota",
                "servicequotas:GetServiceQuota"));
    if (!needs.uses(Feature.ENCRYPTION) && needs.kmsKey().isEmpty()) {
      actions.add("ec2:GetEbsEncryptionByDefault");
    }
    if (needs.uses(Feature.INSTANCE_TYPE)) {
      actions.addAll(List.of("ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes"));
    }
    if (needs.uses(Feature.PUBLIC_AMIS)) {
      actions.add("ec2:GetImageBlockPublicAccessState");
    }
    allow("Look", "*", actions);
  }

  private void deploy() {
    read();
    if (needs.hostTag().isPresent()) {
      new HostStatements(this, arns).ofDeployment(needs.hostTag().get());
    } else if (needs.importBucket().isPresent()) {
      imports().ofDeployment();
    } else {
      uploadDirectly();
    }
    register();
    amis();
    parameter("ssm:GetParameter", "ssm:PutParameter");
  }

  private void uploadDirectly() {
    // No ec2:CreateAction condition: AWS does not document its value for ebs:StartSnapshot.
    allow("Start", arns.snapshots(), List.of("ebs:StartSnapshot", "ec2:CreateTags"), tagOnCreation);
    allow(
        "Snapshots",
        arns.snapshots(),
        List.of(
            "ebs:PutSnapshotBlock",
            "ebs:CompleteSnapshot",
            "ebs:ListSnapshotBlocks",
            "ebs:GetSnapshotBlock",
            "ec2:CreateTags",
            "ec2:DeleteSnapshot"),
        own);
    keys();
  }

  /** Allows AWS to use the KMS key for new volumes and snapshots. */
  void keys() {
    // EBS uses the key on behalf of the caller (EBS User Guide, "Control access to EBS direct
    // APIs").
    key(
        "Key",
        List.of(
            "kms:DescribeKey",
            "kms:Decrypt",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo"));
    key(
        "Grant",
        List.of("kms:CreateGrant"),
        new Condition("Bool", "kms:GrantIsForAWSResource", List.of("true")));
  }

  private void register() {
    allow("Register", arns.images(), List.of("ec2:RegisterImage"), tagOnCreation);
    // The dry run of RegisterImage before an upload names a snapshot that does not exist.
    List<String> fromAnySnapshot = new ArrayList<>(List.of("ec2:RegisterImage"));
    List<String> creating = new ArrayList<>(List.of("RegisterImage"));
    if (needs.uses(Feature.COPIES)) {
      // CopyImage also checks the source AMI, which does not have the tags of the request.
      allow("Copy", arns.images(), List.of("ec2:CopyImage"));
      fromAnySnapshot.add("ec2:CopyImage");
      creating.add("CopyImage");
    }
    allow("From", arns.snapshots(), fromAnySnapshot);
    Condition created = new Condition("StringEquals", "ec2:CreateAction", creating);
    allow("TagAmi", arns.images(), List.of("ec2:CreateTags"), created, tagOnCreation);
  }

  private void amis() {
    List<String> actions =
        new ArrayList<>(List.of("ec2:DeregisterImage", "ec2:ModifyImageAttribute"));
    if (needs.uses(Feature.LAUNCH_PERMISSIONS)) {
      actions.add("ec2:DescribeImageAttribute");
    }
    if (needs.uses(Feature.DEPRECATION)) {
      actions.add("ec2:EnableImageDeprecation");
    }
    allow("Amis", arns.images(), actions, own);
  }

  private void parameter(String... actions) {
    needs
        .ssmParameter()
        .ifPresent(name -> allow("Parameter", arns.parameter(name), List.of(actions)));
  }

  private void key(String name, List<String> actions, Condition... conditions) {
    if (needs.kmsKey().isPresent()) {
      String key = needs.kmsKey().get();
      List<Condition> all = new ArrayList<>(List.of(conditions));
      Arns.alias(key)
          .ifPresent(
              alias ->
                  all.add(
                      new Condition(
                          "ForAnyValue:StringEquals", "kms:ResourceAliases", List.of(alias))));
      allow(name, arns.key(key), actions, all.toArray(Condition[]::new));
    }
  }

  private InstanceStatements instances() {
    return new InstanceStatements(this, arns);
  }

  private ImportStatements imports() {
    return new ImportStatements(this, arns, needs.project(), needs.importBucket().orElseThrow());
  }

  private TrafficStatements traffic() {
    return new TrafficStatements(this, arns, needs.traffic());
  }

  /** Allows actions that create resources with the project's tag. */
  void allowNew(String name, List<String> resources, List<String> actions, Condition... more) {
    List<Condition> all = new ArrayList<>(List.of(more));
    all.add(tagOnCreation);
    allow(name, resources, actions, all.toArray(Condition[]::new));
  }

  /** Allows actions on resources with the project's tag. */
  void allowOwn(String name, List<String> resources, List<String> actions) {
    allow(name, resources, actions, own);
  }

  /** Allows actions of a global service. */
  void allowEverywhere(String name, String resource, List<String> actions) {
    statements.add(new Statement(goal.sid() + name, actions, List.of(resource), List.of()));
  }

  /** Allows actions in the project's regions. */
  void allow(String name, String resource, List<String> actions, Condition... conditions) {
    allow(name, List.of(resource), actions, conditions);
  }

  /** Allows actions in the project's regions. */
  void allow(String name, List<String> resources, List<String> actions, Condition... conditions) {
    List<Condition> all = new ArrayList<>(List.of(conditions));
    if (!needs.regions().isEmpty()) {
      all.add(new Condition("StringEquals", "aws:RequestedRegion", needs.regions()));
    }
    statements.add(new Statement(goal.sid() + name, actions, resources, all));
  }
}
