package io.github.miragemaven.iam;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.iam.Statement.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statements that a project's goals need; what several need alike is said once.
 *
 * <p>Describe actions take no resource (Service Authorization Reference, "Amazon EC2"). {@code
 * sts:GetCallerIdentity} needs no permission.
 */
public final class LeastPrivilege {

  private final Needs needs;
  private final Arns arns;
  private final Goal goal;
  private final Condition fresh;
  private final Condition own;
  private final List<Statement> statements = new ArrayList<>();

  private LeastPrivilege(Needs needs, Goal goal) {
    this.needs = needs;
    this.arns = new Arns(needs.regions());
    this.goal = goal;
    List<String> project = List.of(needs.project());
    this.fresh = new Condition("StringEquals", "aws:RequestTag/" + TagKeys.PROJECT, project);
    this.own = new Condition("StringEquals", "aws:ResourceTag/" + TagKeys.PROJECT, project);
  }

  /** The statements for these goals. */
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
    look();
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

  /** What is looked at before anything is made: that is the same for a dry run. */
  private void look() {
    List<String> actions =
        new ArrayList<>(
            List.of(
                "ec2:DescribeImages",
                "ec2:DescribeSnapshots",
                "servicequotas:GetAWSDefaultServiceQuota",
                "servicequotas:GetServiceQuota"));
    if (!needs.encryption() && needs.kmsKey().isEmpty()) {
      actions.add("ec2:GetEbsEncryptionByDefault");
    }
    if (needs.instanceType()) {
      actions.addAll(List.of("ec2:DescribeInstanceTypeOfferings", "ec2:DescribeInstanceTypes"));
    }
    if (needs.sharedWithAll()) {
      actions.add("ec2:GetImageBlockPublicAccessState");
    }
    allow("Look", "*", actions);
  }

  private void deploy() {
    look();
    if (needs.hostTag().isPresent()) {
      new HostStatements(this, arns).ofDeployment(needs.hostTag().get());
    } else if (needs.importBucket().isPresent()) {
      imports().ofDeployment();
    } else {
      directly();
    }
    register();
    amis();
    parameter("ssm:GetParameter", "ssm:PutParameter");
  }

  private void directly() {
    // Nowhere is it written that EBS names the action that creates a snapshot with these tags.
    allow("Start", arns.snapshots(), List.of("ebs:StartSnapshot", "ec2:CreateTags"), fresh);
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

  /** Allows what AWS does with the key of new volumes and snapshots. */
  void keys() {
    // EBS uses the key in the caller's name (EBS User Guide, "Control access to EBS direct APIs").
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
    allow("Register", arns.images(), List.of("ec2:RegisterImage"), fresh);
    // Before the first block is sent, registering is asked for with a snapshot that is not there.
    List<String> fromAnySnapshot = new ArrayList<>(List.of("ec2:RegisterImage"));
    List<String> creating = new ArrayList<>(List.of("RegisterImage"));
    if (needs.copies()) {
      // The source of a copy is looked at under the same action, but has no tags of the request.
      allow("Copy", arns.images(), List.of("ec2:CopyImage"));
      fromAnySnapshot.add("ec2:CopyImage");
      creating.add("CopyImage");
    }
    allow("From", arns.snapshots(), fromAnySnapshot);
    Condition created = new Condition("StringEquals", "ec2:CreateAction", creating);
    allow("TagAmi", arns.images(), List.of("ec2:CreateTags"), created, fresh);
  }

  private void amis() {
    List<String> actions =
        new ArrayList<>(List.of("ec2:DeregisterImage", "ec2:ModifyImageAttribute"));
    if (needs.launchPermissions()) {
      actions.add("ec2:DescribeImageAttribute");
    }
    if (needs.deprecation()) {
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
    return new TrafficStatements(this, arns, needs.ways());
  }

  /** Allows actions that make something with the project's tag. */
  void allowFresh(String name, List<String> resources, List<String> actions, Condition... more) {
    List<Condition> all = new ArrayList<>(List.of(more));
    all.add(fresh);
    allow(name, resources, actions, all.toArray(Condition[]::new));
  }

  /** Allows actions on what has the project's tag. */
  void allowOwn(String name, List<String> resources, List<String> actions) {
    allow(name, resources, actions, own);
  }

  /** Allows actions of a service that belongs to no region. */
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
