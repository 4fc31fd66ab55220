package io.github.miragemaven.instance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import io.github.miragemaven.progress.RecordedProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

class FleetTest {

  private static final Project BLOG = new Project("com.example", "blog", "1.0", "0.1", "here");

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private Deployments deployments;
  private Time time = new QuickTime();
  private String old;
  private String newest;
  private String template;

  @BeforeEach
  void deploy() throws Exception {
    deployments = new Deployments(directory);
    old = deployments.deploy(List.of(1)).ami().id();
    newest = deployments.deploy(List.of(2)).ami().id();
    template =
        inRegion(
            region ->
                region
                    .ec2()
                    .createLaunchTemplate(
                        ask ->
                            ask.launchTemplateName("blog")
                                .launchTemplateData(
                                    data -> data.imageId(old).instanceType("m1.small")))
                    .launchTemplate()
                    .launchTemplateId());
    group("blog", "1");
  }

  private void group(String name, String version) throws Exception {
    inRegion(
        region ->
            region
                .autoScaling()
                .createAutoScalingGroup(
                    ask ->
                        ask.autoScalingGroupName(name)
                            .minSize(1)
                            .maxSize(4)
                            .desiredCapacity(4)
                            .availabilityZones("local-a")
                            .launchTemplate(
                                launch -> launch.launchTemplateId(template).version(version))));
  }

  @Test
  void rollsOutTheNewestAmiToAllInstances() throws Exception {
    assertThat(fleet("blog").refresh()).isEqualTo(newest);

    assertThat(version("blog")).isEqualTo("2");
    assertThat(image("2")).isEqualTo(newest);
    assertThat(refreshes("blog"))
        .singleElement()
        .satisfies(refresh -> assertThat(refresh.statusAsString()).isEqualTo("Successful"));
    assertThat(progress.lines())
        .contains(
            "INFO the group blog: pending, 0%",
            "INFO the group blog: in progress, 50%",
            "INFO the group blog: successful, 100%",
            "INFO replaced all instances of the group blog");
  }

  @Test
  void keepsOtherTemplateData() throws Exception {
    fleet("blog").refresh();

    assertThat(type("2")).isEqualTo("m1.small");
  }

  @Test
  void changesNothingIfTheGroupAlreadyLaunchesTheAmi() throws Exception {
    fleet("blog").refresh();

    fleet("blog").refresh();

    assertThat(refreshes("blog")).hasSize(1);
    assertThat(progress.lines()).last().asString().contains("already");
  }

  @Test
  void reportsWhyAwsRolledBack() throws Exception {
    failing(Faults.none().on("StartInstanceRefresh").attempt(1).give(Fault.failsLater()));

    assertThatThrownBy(fleet("blog")::refresh)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("ended as rollback successful: An instance failed its health check")
        .hasMessageContaining("All its instances have the previous version again");

    assertThat(version("blog")).isEqualTo("1");
  }

  @Test
  void rollsBackWhenInterrupted() throws Exception {
    time = new InterruptedTime();

    assertThatThrownBy(fleet("blog")::refresh).isInstanceOf(InterruptedException.class);

    assertThat(refreshes("blog").get(0).statusAsString()).startsWith("Rollback");
    assertThat(version("blog")).isEqualTo("1");
  }

  @Test
  void continuesRefreshOfKilledRun() throws Exception {
    inRegion(
        region -> {
          Template made =
              new Templates(region)
                  .with(new Template(template, "1"), newest, "com.example:blog " + newest, "token");
          return new Refreshes(region, "blog").start(made);
        });

    assertThat(fleet("blog").refresh()).isEqualTo(newest);

    assertThat(refreshes("blog")).hasSize(1);
    assertThat(version("blog")).isEqualTo("2");
  }

  @Test
  void reusesTemplateVersionOfKilledRun() throws Exception {
    inRegion(region -> written(region, "1"));

    fleet("blog").refresh();

    assertThat(version("blog")).isEqualTo("2");
  }

  @Test
  void doesNotReuseVersionWithAnotherSource() throws Exception {
    inRegion(
        region ->
            region
                .ec2()
                .createLaunchTemplateVersion(
                    ask ->
                        ask.launchTemplateId(template)
                            .sourceVersion("1")
                            .launchTemplateData(data -> data.instanceType("m3.medium"))));
    inRegion(region -> written(region, "2"));

    fleet("blog").refresh();

    assertThat(version("blog")).isEqualTo("4");
    assertThat(type("4")).isEqualTo("m1.small");
    assertThat(image("4")).isEqualTo(newest);
  }

  private Template written(AwsRegion region, String source) {
    return new Templates(region)
        .with(new Template(template, source), newest, "com.example:blog " + newest, "t" + source);
  }

  @Test
  void leavesOtherRefreshAlone() throws Exception {
    inRegion(region -> new Refreshes(region, "blog").start(new Template(template, "1")));

    assertThatThrownBy(fleet("blog")::refresh)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("has an active refresh with another launch template version");
  }

  @Test
  void toleratesLostResponsesAndThrottling() throws Exception {
    failing(
        Faults.none()
            .on("CreateLaunchTemplateVersion", "StartInstanceRefresh")
            .attempt(1)
            .give(Fault.answerLost())
            .on("DescribeInstanceRefreshes", "DescribeAutoScalingGroups")
            .attempts(1, 2)
            .give(Fault.throttled()));

    fleet("blog").refresh();

    assertThat(refreshes("blog")).hasSize(1);
    assertThat(version("blog")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeInstanceRefreshes",
        "autoscaling:StartInstanceRefresh",
        "ec2:CreateLaunchTemplateVersion",
        "ec2:DescribeLaunchTemplateVersions"
      })
  void namesTheMissingPermission(String action) throws Exception {
    deployments.regions.with(usual -> usual.allowing(Policy.denying(action)));

    assertThatThrownBy(fleet("blog")::refresh)
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("The AWS credentials lack the permission " + action + " in local.");

    assertThat(version("blog")).isEqualTo("1");
    assertThat(refreshes("blog")).isEmpty();
  }

  @Test
  void explainsHowToRollBackWithoutPermission() throws Exception {
    time = new InterruptedTime();
    deployments.regions.with(
        usual -> usual.allowing(Policy.denying("autoscaling:RollbackInstanceRefresh")));

    assertThatThrownBy(fleet("blog")::refresh).isInstanceOf(InterruptedException.class);

    assertThat(progress.lines())
        .anyMatch(line -> line.contains("autoscaling:RollbackInstanceRefresh"))
        .anyMatch(line -> line.contains("aws autoscaling rollback-instance-refresh"));
  }

  @Test
  void refusesUnsupportedGroups() throws Exception {
    group("moving", "$Latest");
    inRegion(
        region ->
            region
                .autoScaling()
                .createAutoScalingGroup(
                    ask ->
                        ask.autoScalingGroupName("configured")
                            .minSize(0)
                            .maxSize(1)
                            .launchConfigurationName("old")));
    inRegion(
        region ->
            region
                .autoScaling()
                .createAutoScalingGroup(
                    ask ->
                        ask.autoScalingGroupName("mixed")
                            .minSize(0)
                            .maxSize(1)
                            .mixedInstancesPolicy(
                                policy ->
                                    policy.launchTemplate(
                                        launch ->
                                            launch.launchTemplateSpecification(
                                                it -> it.launchTemplateId(template))))));

    assertThatThrownBy(fleet("moving")::refresh)
        .hasMessageContaining("version $Latest of its launch template");
    assertThatThrownBy(fleet("configured")::refresh)
        .hasMessageContaining("has a launch configuration");
    assertThatThrownBy(fleet("mixed")::refresh)
        .hasMessageContaining("has a mixed instances policy");
    assertThatThrownBy(fleet("none")::refresh)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.launch.fleet is \"none\"");
  }

  /** Simulates Ctrl-C during the first wait. */
  private static final class InterruptedTime implements Time {

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void pass(Duration duration) throws InterruptedException {
      throw new InterruptedException();
    }
  }

  private void failing(Faults faults) {
    deployments.regions.with(usual -> usual.failing(faults));
  }

  private Fleet fleet(String group) {
    return new Fleet(
        deployments.regions.aws(1),
        new FleetSettings("local", group, Optional.empty(), directory.resolve("target")),
        BLOG,
        new Execution(progress, time));
  }

  private interface Work<T> {
    T in(AwsRegion region) throws Exception;
  }

  private <T> T inRegion(Work<T> work) throws Exception {
    deployments.regions.with(UnaryOperator.identity());
    try (AwsRegion region = deployments.regions.aws(1).region("local")) {
      return work.in(region);
    }
  }

  private String version(String group) throws Exception {
    return inRegion(
        region ->
            region
                .autoScaling()
                .describeAutoScalingGroups(ask -> ask.autoScalingGroupNames(group))
                .autoScalingGroups()
                .get(0)
                .launchTemplate()
                .version());
  }

  private String type(String version) throws Exception {
    return data(version).instanceTypeAsString();
  }

  private String image(String version) throws Exception {
    return data(version).imageId();
  }

  private ResponseLaunchTemplateData data(String version) throws Exception {
    return inRegion(
        region ->
            region
                .ec2()
                .describeLaunchTemplateVersions(
                    ask -> ask.launchTemplateId(template).versions(version))
                .launchTemplateVersions()
                .get(0)
                .launchTemplateData());
  }

  private List<InstanceRefresh> refreshes(String group) throws Exception {
    return inRegion(
        region ->
            region
                .autoScaling()
                .describeInstanceRefreshes(ask -> ask.autoScalingGroupName(group))
                .instanceRefreshes());
  }
}
