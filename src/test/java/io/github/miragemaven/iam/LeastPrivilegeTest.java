package io.github.miragemaven.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.AmiSettings;
import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.ami.Deprecation;
import io.github.miragemaven.ami.LaunchPermission;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.ami.Spread;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.iam.Needs.Feature;
import io.github.miragemaven.instance.InstanceStatuses;
import io.github.miragemaven.instance.Launches;
import io.github.miragemaven.instance.Retirement.Then;
import io.github.miragemaven.instance.fleet.Fleet;
import io.github.miragemaven.instance.fleet.FleetSettings;
import io.github.miragemaven.instance.traffic.Blog;
import io.github.miragemaven.instance.traffic.PublicName;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.resources.Prune;
import io.github.miragemaven.resources.PruneSettings;
import io.github.miragemaven.resources.RegionStatus;
import io.github.miragemaven.resources.Status;
import io.github.miragemaven.snapshot.imported.ImportSettings;
import io.github.miragemaven.snapshot.imported.ImportUploader;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Holds the policy of each goal against what the goal calls. The local region allows the actions of
 * the policy and no others; its statements, resources and conditions are held against each request.
 */
@Slow
class LeastPrivilegeTest {

  private static final Project BLOG = new Project("com.example", "blog", "1.0", "0.1", "here");
  private static final List<Integer> FIRST = List.of(1, 2, 3);
  private static final List<Integer> SECOND = List.of(1, 2, 4);
  private static final List<Integer> THIRD = List.of(1, 2, 5);
  private static final String KEY = "alias/mirage";
  private static final String PARAMETER = "/blog/ami";
  private static final LaunchPermission FRIEND =
      new LaunchPermission(LaunchPermission.Kind.ACCOUNT, "210987654321");

  /** What EBS does in the caller's name, which the caller does not call. */
  private static final Set<String> ON_BEHALF =
      Set.of(
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo");

  @TempDir Path directory;

  private Deployments deployments;
  private Needs needs = Needs.of(BLOG.key()).build();

  @BeforeEach
  void open() {
    deployments = new Deployments(directory);
  }

  @AfterEach
  void closeTheRecord() {
    RecordedCalls.start();
    RecordedCalls.stop();
  }

  @Test
  void deploymentWithNothingSetNeedsJustThis() throws Exception {
    assertThat(requested(Goal.DEPLOY, this::deployAgainAndAgain)).isEqualTo(allowed(Goal.DEPLOY));
  }

  @Test
  void deploymentWithEverythingSetNeedsJustThis() throws Exception {
    setEverything();
    deployments.by(Spread.COPY);
    assertThat(requested(Goal.DEPLOY, this::deployAgainAndAgain)).isEqualTo(allowed(Goal.DEPLOY));
  }

  @Test
  void importNeedsTheBucketAndItsTasks() throws Exception {
    goThroughABucket();
    Set<String> requested =
        requested(
            Goal.DEPLOY,
            () -> {
              deployAgainAndAgain();
              failAt("UploadPart", 1);
              failAt("DescribeImportSnapshotTasks", 3);
            });
    // EC2 looks at the object in the caller's name.
    requested.add("s3:GetObject");
    assertThat(requested)
        .isEqualTo(allowed(Goal.DEPLOY))
        .noneMatch(action -> action.startsWith("ebs:"));
  }

  @Test
  void dryRunOfAnImportNeedsToFindTheBucket() throws Exception {
    goThroughABucket();
    Set<String> requested = requested(Goal.DRY_RUN, () -> deployments.plan(SECOND));
    assertThat(requested)
        .isEqualTo(allowed(Goal.DRY_RUN))
        .contains("s3:GetBucketLocation")
        .noneMatch(action -> action.startsWith("ebs:"));
  }

  private void goThroughABucket() throws Exception {
    try (LocalRegion region = deployments.regions.open("local")) {
      region.addBucket("birds-local");
    }
    ImportSettings settings = new ImportSettings("birds-{region}", "vmimport");
    deployments.through(
        (region, upload, execution) -> new ImportUploader(region, upload, settings, execution));
    needs = Needs.of(BLOG.key()).regions(List.of("local")).importBucket("birds-{region}").build();
  }

  private void failAt(String operation, int attempt) {
    Faults faults = Faults.none().on(operation).attempt(attempt).give(Fault.denied());
    deployments.regions.with(usual -> enforcing(usual, Goal.DEPLOY).failing(faults));
    assertThatThrownBy(() -> Outcome.requireSuccess(deployments.deployAll(THIRD)))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void publicAmiNeedsToKnowWhetherThatIsBlocked() throws Exception {
    needs =
        Needs.of(BLOG.key())
            .regions(List.of("local"))
            .with(Feature.LAUNCH_PERMISSIONS)
            .with(Feature.PUBLIC_AMIS)
            .build();
    deployments.with(LeastPrivilegeTest::sharedWithAll);
    Set<String> requested = requested(Goal.DEPLOY, this::deployAgainAndAgain);
    assertThat(requested).isEqualTo(allowed(Goal.DEPLOY));
    assertThat(requested).contains("ec2:GetImageBlockPublicAccessState");
  }

  @Test
  void dryRunNeedsNothingThatChangesAnything() throws Exception {
    deployments.deploy(FIRST);
    Set<String> requested = requested(Goal.DRY_RUN, () -> deployments.plan(SECOND));
    assertThat(requested)
        .isEqualTo(allowed(Goal.DRY_RUN))
        .allMatch(action -> action.matches("\\w+:(Describe|List|Get)\\w+"));
  }

  @Test
  void dryRunWithEverythingSetNeedsJustThis() throws Exception {
    setEverything();
    deployments.deployAll(FIRST);
    Set<String> requested = requested(Goal.DRY_RUN, () -> deployments.plan(SECOND));
    assertThat(requested).isEqualTo(allowed(Goal.DRY_RUN));
  }

  @Test
  void encryptionNeedsTheKey() throws Exception {
    needs =
        Needs.of(BLOG.key())
            .regions(List.of("local"))
            .with(Feature.ENCRYPTION)
            .kmsKey(Optional.of(KEY))
            .build();
    deployments.with(LeastPrivilegeTest::encrypted);
    Set<String> requested = requested(Goal.DRY_RUN, () -> deployments.plan(FIRST));
    requested.addAll(Set.of("kms:Decrypt", "ebs:ListSnapshotBlocks", "ebs:GetSnapshotBlock"));
    assertThat(requested).isEqualTo(allowed(Goal.DRY_RUN));
    assertThat(allowed(Goal.DEPLOY)).containsAll(requested).containsAll(ON_BEHALF);
    assertThat(allowed(Goal.PRUNE)).noneMatch(action -> action.startsWith("kms:"));
  }

  @Test
  void statusNeedsToLookAround() throws Exception {
    deployments.pointing(PARAMETER).deploy(FIRST);
    needs = withParameter();
    assertThat(requested(Goal.STATUS, this::look)).isEqualTo(allowed(Goal.STATUS));
  }

  @Test
  void pruneNeedsToSeeWhatIsUsedAndToRemove() throws Exception {
    deployments.pointing(PARAMETER).deploy(FIRST);
    deployments.deploy(SECOND);
    deployments.deploy(THIRD);
    try (var region = deployments.regions.open("local")) {
      region.addLaunchTemplate("blog", "ami-00000000000000001");
    }
    needs = withParameter();
    assertThat(requested(Goal.PRUNE, this::prune)).isEqualTo(allowed(Goal.PRUNE));
    assertThat(look().get(0).value().orElseThrow().resources().amis()).hasSize(1);
  }

  @Test
  void launchNeedsToMakeInstancesAndGroupsOfTheProject() throws Exception {
    try (Launches launches = new Launches(directory)) {
      launches.deploy(1);
      launches.allowing(Policy.of(policy(Goal.LAUNCH).json()));
      Set<String> requested =
          requestedOf(
              Goal.LAUNCH,
              () -> {
                launches.markDue(launches.launch().instance().id(), Instant.EPOCH);
                launches.then(Then.STOP).launch();
                launches.silent("Solo5: trap").launchQuietly();
              });
      requested.add("ec2:DeleteSecurityGroup");
      assertThat(requested).isEqualTo(allowed(Goal.LAUNCH));
    }
  }

  @Test
  void verifyNeedsToSeeWhyASiteDoesNotAnswer() throws Exception {
    try (Launches launches = new Launches(directory)) {
      launches.deploy(1);
      launches.launch();
      launches.allowing(Policy.of(policy(Goal.VERIFY).json()));
      launches.silent("Solo5: trap");
      assertThat(requestedOf(Goal.VERIFY, () -> launches.inspection(Optional.empty()).inspect()))
          .isEqualTo(allowed(Goal.VERIFY));
    }
  }

  @Test
  void consoleNeedsToReadAndToStop() throws Exception {
    try (Launches launches = new Launches(directory)) {
      launches.deploy(1);
      launches.launch();
      launches.allowing(Policy.of(policy(Goal.CONSOLE).json()));
      assertThat(requestedOf(Goal.CONSOLE, () -> launches.console(Optional.empty(), true).read()))
          .isEqualTo(allowed(Goal.CONSOLE));
    }
  }

  @Test
  void terminateNeedsToEndWhatIsTheProjects() throws Exception {
    try (Launches launches = new Launches(directory)) {
      launches.deploy(1);
      launches.launch();
      launches.allowing(Policy.of(policy(Goal.TERMINATE).json()));
      assertThat(requestedOf(Goal.TERMINATE, launches::terminate))
          .isEqualTo(allowed(Goal.TERMINATE));
    }
  }

  @ParameterizedTest
  @EnumSource(TrafficKind.class)
  void switchNeedsToLeadVisitorsItsWay(TrafficKind kind) throws Exception {
    needs = Needs.of(BLOG.key()).traffic(Set.of(kind)).build();
    try (Blog blog = new Blog(directory)) {
      blog.launch(1);
      blog.at(name(blog, kind)).switchOver();
      blog.launch(2);
      blog.allowed(Policy.of(policy(Goal.SWITCH).json()));
      Set<String> requested =
          requestedOf(
              Goal.SWITCH,
              () -> {
                blog.switchOver();
                Duration over = Duration.ofSeconds(60);
                blog.keeping(over, Then.STOP).by(later()).switchOver();
                blog.keeping(over, Then.TERMINATE).switchOver();
              });
      // For a switch that is undone, and for the last instance of a security group.
      requested.addAll(Set.of("ec2:DeleteSecurityGroup", "ec2:DeleteTags"));
      requested.addAll(kind == TrafficKind.ADDRESS ? Set.of("ec2:DisassociateAddress") : Set.of());
      assertThat(requested).isEqualTo(allowed(Goal.SWITCH));
    }
  }

  @ParameterizedTest
  @EnumSource(TrafficKind.class)
  void rollbackNeedsToLeadThemBack(TrafficKind kind) throws Exception {
    needs = Needs.of(BLOG.key()).traffic(Set.of(kind)).build();
    try (Blog blog = new Blog(directory)) {
      blog.launch(1);
      blog.at(name(blog, kind)).switchOver();
      blog.launch(2);
      blog.switchOver();
      blog.allowed(Policy.of(policy(Goal.ROLLBACK).json()));
      Set<String> requested = requestedOf(Goal.ROLLBACK, blog::rollBack);
      requested.addAll(
          Set.of(
              "ec2:DeleteSecurityGroup",
              "ec2:DescribeImages",
              "ec2:DescribeSecurityGroups",
              "ec2:StartInstances",
              "ec2:StopInstances",
              "ec2:TerminateInstances"));
      requested.addAll(kind == TrafficKind.ADDRESS ? Set.of("ec2:DisassociateAddress") : Set.of());
      assertThat(requested).isEqualTo(allowed(Goal.ROLLBACK));
    }
  }

  /** A name that leads nowhere as yet. */
  private static PublicName name(Blog blog, TrafficKind kind) throws Exception {
    return switch (kind) {
      case ADDRESS -> new PublicName.Address(blog.elasticIp());
      case TARGET_GROUP -> {
        blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
        yield new PublicName.Group("blog");
      }
      case RECORD, RECORD_IN_ZONE -> {
        String zone = blog.zone("birds.example", false);
        yield new PublicName.DnsName(
            "birds.example",
            Optional.of(zone).filter(id -> kind == TrafficKind.RECORD_IN_ZONE),
            Duration.ofSeconds(60));
      }
    };
  }

  /** When the time of all instances has come. */
  private static Time later() throws InterruptedException {
    Time time = new QuickTime();
    time.pass(Duration.ofHours(2));
    return time;
  }

  @Test
  void fleetNeedsItsTemplateAndItsGroup() throws Exception {
    deployments.deploy(FIRST);
    try (AwsRegion region = deployments.regions.aws(1).region("local")) {
      region
          .ec2()
          .createLaunchTemplate(
              ask ->
                  ask.launchTemplateName("blog")
                      .launchTemplateData(data -> data.imageId("ami-00000000000000001")));
      region
          .autoScaling()
          .createAutoScalingGroup(
              ask ->
                  ask.autoScalingGroupName("blog")
                      .minSize(1)
                      .maxSize(1)
                      .launchTemplate(it -> it.launchTemplateName("blog").version("1")));
    }
    Fleet fleet =
        new Fleet(
            deployments.regions.aws(1),
            new FleetSettings("local", "blog", Optional.empty(), directory.resolve("target")),
            BLOG,
            new Execution(deployments.progress, new QuickTime()));
    Set<String> requested = requested(Goal.FLEET, fleet::refresh);
    // AWS asks for the one in the caller's name; the other is called where a refresh is given up.
    requested.addAll(Set.of("ec2:RunInstances", "autoscaling:RollbackInstanceRefresh"));
    assertThat(requested).isEqualTo(allowed(Goal.FLEET));
  }

  @Test
  void otherProjectsResourcesStayOutOfReach() throws Exception {
    deployments.deploy(FIRST);
    RecordedCalls.start();
    deployments.deploy(SECOND);
    prune();
    PolicyDocument other =
        PolicyDocument.of(
            LeastPrivilege.of(Needs.of("com.example:other").build(), EnumSet.allOf(Goal.class)));
    Set<String> denied =
        new Authorization()
            .of(RecordedCalls.stop()).stream()
                .filter(access -> !new PolicySimulator(other).allows(access))
                .map(Access::action)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(denied)
        .contains(
            "ebs:StartSnapshot",
            "ebs:PutSnapshotBlock",
            "ebs:GetSnapshotBlock",
            "ec2:CreateTags",
            "ec2:RegisterImage",
            "ec2:DeregisterImage",
            "ec2:DeleteSnapshot");
  }

  @Test
  void regionsNameThePartitionOfTheArns() {
    needs =
        Needs.of(BLOG.key())
            .regions(List.of("us-gov-west-1"))
            .kmsKey(Optional.of("1-2"))
            .ssmParameter(Optional.of("blog"))
            .build();
    assertThat(policy(Goal.DEPLOY).json())
        .contains("\"arn:aws-us-gov:ec2:*::snapshot/*\"")
        .contains("\"arn:aws-us-gov:kms:*:*:key/1-2\"")
        .contains("\"arn:aws-us-gov:ssm:*:*:parameter/blog\"")
        .contains("\"aws:RequestedRegion\" : \"us-gov-west-1\"");
  }

  @Test
  void allGoalsWithNothingSetFitIntoOneManagedPolicy() {
    PolicyDocument all = PolicyDocument.of(LeastPrivilege.of(needs, EnumSet.allOf(Goal.class)));
    assertThat(all.size()).isLessThanOrEqualTo(PolicyDocument.LIMIT);
  }

  @Test
  void goalsWithEverythingSetAndOneWayFitIntoOneManagedPolicy() {
    Needs.Builder builder =
        Needs.of("com.example.some.group:some-artifact")
            .regions(List.of("us-east-1", "eu-central-1", "ap-southeast-2"))
            .with(Feature.COPIES)
            .kmsKey(Optional.of(KEY))
            .ssmParameter(Optional.of("/some/parameter/ami"))
            .with(Feature.LAUNCH_PERMISSIONS)
            .with(Feature.PUBLIC_AMIS)
            .with(Feature.DEPRECATION)
            .with(Feature.INSTANCE_TYPE);
    needs = builder.build();
    Set<Goal> goals = EnumSet.complementOf(EnumSet.of(Goal.FLEET));
    for (TrafficKind kind : TrafficKind.values()) {
      PolicyDocument one =
          PolicyDocument.of(LeastPrivilege.of(builder.traffic(Set.of(kind)).build(), goals));
      assertThat(one.size()).as(kind.name()).isLessThanOrEqualTo(PolicyDocument.LIMIT);
    }
    assertThat(LeastPrivilege.of(needs, EnumSet.allOf(Goal.class)))
        .extracting(Statement::sid)
        .doesNotHaveDuplicates()
        .allMatch(
            sid ->
                sid.matches(
                    "(Common|(Deploy|DryRun|Status|Prune|Launch|Verify|Console|Terminate|Switch|Rollback|Fleet)+)[A-Z][A-Za-z]+"));
  }

  /** What is allowed on what under which conditions, one by one. */
  @Test
  void joinedStatementsAllowWhatTheGoalsNeedAndNoMore() {
    Set<List<Object>> apart = new HashSet<>();
    for (Goal goal : Goal.values()) {
      apart.addAll(grants(LeastPrivilege.of(needs, EnumSet.of(goal))));
    }
    assertThat(grants(LeastPrivilege.of(needs, EnumSet.allOf(Goal.class)))).isEqualTo(apart);
  }

  private static Set<List<Object>> grants(List<Statement> statements) {
    Set<List<Object>> grants = new HashSet<>();
    for (Statement statement : statements) {
      for (String action : statement.actions()) {
        for (String resource : statement.resources()) {
          grants.add(List.of(action, resource, Set.copyOf(statement.conditions())));
        }
      }
    }
    return grants;
  }

  /** A first upload, one on top of it, another description, and one that fails when it is done. */
  private void deployAgainAndAgain() throws Exception {
    Outcome.requireSuccess(deployments.deployAll(FIRST));
    Outcome.requireSuccess(deployments.deployAll(SECOND));
    deployments.with(ami -> describedAs(ami, "Another blog"));
    Outcome.requireSuccess(deployments.deployAll(SECOND));
    deployments.by(Spread.UPLOAD);
    Faults faults = Faults.none().on("RegisterImage").give(Fault.failsLater());
    deployments.regions.with(usual -> enforcing(usual, Goal.DEPLOY).failing(faults));
    assertThatThrownBy(() -> Outcome.requireSuccess(deployments.deployAll(THIRD)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("did not become available");
  }

  private List<Outcome<RegionStatus>> look() throws Exception {
    return new Status(
            deployments.regions.aws(1),
            List.of("local"),
            BLOG,
            Optional.of(PARAMETER),
            new InstanceStatuses(BLOG, VerifySettings.of("")))
        .read();
  }

  private void prune() throws Exception {
    Path target = directory.resolve("prune");
    PruneSettings settings =
        new PruneSettings(List.of("local"), 1, false, needs.ssmParameter(), target);
    new Prune(
            deployments.regions.aws(1),
            settings,
            BLOG,
            new Execution(deployments.progress, new QuickTime()))
        .remove();
  }

  /** Everything but encryption, with which the whole of a volume is uploaded. */
  private void setEverything() {
    needs =
        Needs.of(BLOG.key())
            .regions(List.of("local", "local-2"))
            .with(Feature.COPIES)
            .ssmParameter(Optional.of(PARAMETER))
            .with(Feature.LAUNCH_PERMISSIONS)
            .with(Feature.DEPRECATION)
            .with(Feature.INSTANCE_TYPE)
            .build();
    deployments.to("local", "local-2").pointing(PARAMETER).with(LeastPrivilegeTest::withEverything);
  }

  private Needs withParameter() {
    return Needs.of(BLOG.key())
        .regions(List.of("local"))
        .ssmParameter(Optional.of(PARAMETER))
        .build();
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Does something with the goal's policy alone, and tells what was asked of IAM. */
  private Set<String> requested(Goal goal, Work work) throws Exception {
    deployments.regions.with(usual -> enforcing(usual, goal));
    Set<String> requested = requestedOf(goal, work);
    deployments.regions.with(UnaryOperator.identity());
    return requested;
  }

  private Set<String> requestedOf(Goal goal, Work work) throws Exception {
    RecordedCalls.start();
    work.run();
    List<Access> accesses = new Authorization().of(RecordedCalls.stop());
    assertThat(accesses).allMatch(new PolicySimulator(policy(goal))::allows);
    return accesses.stream().map(Access::action).collect(Collectors.toCollection(TreeSet::new));
  }

  private LocalRegionSettings enforcing(LocalRegionSettings usual, Goal goal) {
    LocalRegionSettings enforcing = usual.allowing(Policy.of(policy(goal).json()));
    return needs.uses(Feature.PUBLIC_AMIS) ? enforcing.lettingImagesBePublic() : enforcing;
  }

  private Set<String> allowed(Goal goal) {
    return LeastPrivilege.of(needs, EnumSet.of(goal)).stream()
        .flatMap(statement -> statement.actions().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private PolicyDocument policy(Goal goal) {
    return PolicyDocument.of(LeastPrivilege.of(needs, EnumSet.of(goal)));
  }

  private static AmiSettings withEverything(AmiSettings ami) {
    return ami.toBuilder()
        .instanceType(Optional.of("m1.small"))
        .launchPermissions(List.of(FRIEND))
        .deprecation(Optional.of(new Deprecation(LocalDate.EPOCH, Period.ofDays(90))))
        .build();
  }

  private static AmiSettings sharedWithAll(AmiSettings ami) {
    return ami.toBuilder().launchPermissions(List.of(LaunchPermission.PUBLIC)).build();
  }

  private static AmiSettings encrypted(AmiSettings ami) {
    return ami.toBuilder().encryption(true, Optional.of(KEY)).build();
  }

  private static AmiSettings describedAs(AmiSettings ami, String description) {
    return ami.toBuilder().description(description).build();
  }
}
