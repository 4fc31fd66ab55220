package io.github.miragemaven.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Image;

@SuppressWarnings("unchecked") // The SDK takes generic builders as varargs.
class PruneTest {

  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  @TempDir Path directory;

  private Estate estate;

  @BeforeEach
  void open() {
    estate = new Estate(directory);
  }

  @Test
  void keepsTheNewestAndRemovesTheOthersWithTheirSnapshots() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3, 4);
    estate.keeping(2).remove();
    assertThat(estate.amis()).containsExactlyInAnyOrder(amis.get(2).id(), amis.get(3).id());
    assertThat(estate.snapshots())
        .containsExactlyInAnyOrder(amis.get(2).snapshots().get(0), amis.get(3).snapshots().get(0));
    assertThat(estate.deployments.regions.leaks("local")).isEmpty();
  }

  @Test
  void showsWhatItWouldDoAndWhatToType() throws Exception {
    List<Ami> amis = estate.deploy(1, 2);
    assertThat(estate.show())
        .anyMatch(line -> line.matches("INFO local, account \\d{12}"))
        .anyMatch(line -> line.matches("INFO   keep +%s .* the newest".formatted(id(amis, 1))))
        .anyMatch(line -> line.matches("INFO   remove +%s .*".formatted(id(amis, 0))))
        .anyMatch(
            line ->
                line.matches(
                    "INFO   remove +%s .*completed +of %s"
                        .formatted(amis.get(0).snapshots().get(0), id(amis, 0))))
        .anyMatch(line -> line.matches("INFO   Removing 1 AMI and 1 snapshot saves about .*"))
        .endsWith(
            "INFO To remove 1 AMI and 1 snapshot, run the same command again with"
                + " -Dmirage.prune.confirm");
    assertThat(estate.amis()).hasSize(2);
    assertThat(estate.snapshots()).hasSize(2);
  }

  @Test
  void saysThatThereIsNothing() throws Exception {
    assertThat(estate.show()).contains("INFO   nothing of com.example:blog").hasSize(2);
    estate.deploy(1);
    assertThat(estate.show()).endsWith("INFO   There is nothing to remove.");
  }

  @Test
  void keepsWhatInstancesUseUntilTheyAreTerminated() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3, 4);
    String stopped = estate.change(region -> region.addInstance(id(amis, 0), "stopped"));
    estate.change(region -> region.addInstance(id(amis, 1), "terminated"));
    estate.change(region -> region.addInstance(id(amis, 2), "shutting-down"));
    assertThat(estate.remove())
        .anyMatch(
            line ->
                line.contains(id(amis, 0)) && line.contains("used by " + stopped + " (stopped)"));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2), id(amis, 3));
  }

  @Test
  void keepsWhatAnyVersionOfLaunchTemplateUses() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3);
    String template =
        estate.change(
            region ->
                region.addLaunchTemplate(
                    "blog", "ami-00000000000000001", id(amis, 0), "ami-00000000000000002"));
    assertThat(estate.remove())
        .anyMatch(
            line ->
                line.contains(id(amis, 0)) && line.contains("used by " + template + " version 2"));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void keepsWhatLaunchTemplateTakesFromParameter() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3);
    estate.point("/fleet/ami", id(amis, 0));
    estate.change(
        region ->
            region.addLaunchTemplate(
                "blog",
                "resolve:ssm:/fleet/ami",
                "resolve:ssm:/aws/service/any",
                "resolve:ssm:/no"));
    estate.remove();
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void keepsWhatTheParameterNames() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3);
    estate.point("/blog/ami", id(amis, 0));
    assertThat(estate.pointing("/blog/ami").remove())
        .anyMatch(line -> line.contains(id(amis, 0)) && line.contains("named by /blog/ami"));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void keepsWhatIsSharedUnlessToldOtherwise() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3);
    estate.with(
        "local",
        region ->
            region
                .ec2()
                .modifyImageAttribute(
                    request ->
                        request
                            .imageId(id(amis, 0))
                            .launchPermission(
                                change -> change.add(add -> add.userId("210987654321")))));
    assertThat(estate.remove())
        .anyMatch(line -> line.contains(id(amis, 0)) && line.contains("shared with others"));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
    estate.sharedToo().remove();
    assertThat(estate.amis()).containsExactly(id(amis, 2));
  }

  @Test
  void keepsWhatSomeoneHasDisabled() throws Exception {
    List<Ami> amis = estate.deploy(1, 2);
    estate.with(
        "local", region -> region.ec2().disableImage(request -> request.imageId(id(amis, 0))));
    assertThat(estate.remove())
        .anyMatch(line -> line.contains(id(amis, 0)) && line.contains("disabled"));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 1));
  }

  @Test
  void keepsWhatIsBeingCopied() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3);
    estate.deployments.regions.with(usual -> usual.readyAfter(1000));
    estate.copy(id(amis, 0));
    assertThat(estate.now().in("local", "local-2").remove())
        .anyMatch(
            line -> line.contains(id(amis, 0)) && line.contains("being copied to another region"))
        .anyMatch(line -> line.contains("being made ready"));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void removesAmisThatFailed() throws Exception {
    estate.deploy(1);
    estate.deployments.regions.failing(Faults.seeded(1).on("CopyImage").give(Fault.failsLater()));
    estate.copy(estate.amis().get(0));
    estate.now().in("local-2");
    assertThat(estate.show()).anyMatch(line -> line.contains("being made ready"));
    while (estate.holdings().amis().get(0).state() == Ami.State.PENDING) {
      // Each look brings it nearer to its end.
    }
    assertThat(estate.show()).anyMatch(line -> line.matches("INFO   remove +ami-.* copy +failed"));
    estate.remove();
    assertThat(estate.holdings().amis()).isEmpty();
  }

  @Test
  void keepsSnapshotThatAnotherAmiIsMadeOf() throws Exception {
    List<Ami> first = estate.deploy(1);
    estate.deployments.version("1.1");
    List<Ami> second = estate.deploy(1);
    assertThat(second.get(0).snapshots()).isEqualTo(first.get(0).snapshots());
    estate.remove();
    assertThat(estate.amis()).containsExactly(id(second, 0));
    assertThat(estate.snapshots()).isEqualTo(second.get(0).snapshots());
  }

  @Test
  void neverTouchesWhatLacksTheTagOfTheProject() throws Exception {
    List<Ami> amis = estate.deploy(1, 2);
    String snapshot = amis.get(0).snapshots().get(0);
    String byHand =
        estate.with(
            "local",
            region ->
                region
                    .ec2()
                    .registerImage(
                        request ->
                            request
                                .name("by hand")
                                .architecture("x86_64")
                                .virtualizationType("hvm")
                                .rootDeviceName("/dev/sda1")
                                .blockDeviceMappings(
                                    disk ->
                                        disk.deviceName("/dev/sda1")
                                            .ebs(ebs -> ebs.snapshotId(snapshot))))
                    .imageId());
    untag(amis.get(1).snapshots().get(0));
    estate.keeping(0).remove();
    assertThat(estate.amis()).isEmpty();
    assertThat(estate.snapshots()).containsExactly(snapshot);
    estate.with(
        "local",
        region -> {
          assertThat(region.ec2().describeImages(all -> all.owners("self")).images())
              .extracting(Image::imageId)
              .containsExactly(byHand);
          assertThat(region.ec2().describeSnapshots(all -> all.ownerIds("self")).snapshots())
              .hasSize(2);
          return region;
        });
  }

  @Test
  void removesSnapshotsOfNoAmiThatNoDeploymentIsAt() throws Exception {
    estate.ago(TWO_HOURS);
    String completed = estate.complete("there");
    String own = estate.begin("here");
    String foreign = estate.begin("there");
    String old = estate.ago(TWO_DAYS).begin("there");
    String young = estate.now().complete("here");
    assertThat(estate.show())
        .anyMatch(line -> line.matches("INFO   remove +%s .*of no AMI".formatted(completed)))
        .anyMatch(line -> line.matches("INFO   remove +%s .*pending.*".formatted(own)))
        .anyMatch(line -> line.matches("INFO   remove +%s .*".formatted(old)))
        .anyMatch(line -> line.matches("INFO   keep +%s .*may be at it until.*".formatted(foreign)))
        .anyMatch(line -> line.matches("INFO   keep +%s .*".formatted(young)));
    estate.remove();
    assertThat(estate.snapshots()).containsExactlyInAnyOrder(foreign, young);
  }

  @Test
  void keepsTheNewestWhileDeploymentMayBuildOnIt() throws Exception {
    List<Ami> amis = estate.deploy(1, 2);
    String running = estate.begin("there");
    estate.keeping(0).remove();
    assertThat(estate.amis()).containsExactly(id(amis, 1));
    assertThat(estate.snapshots()).contains(running);
  }

  @Test
  void waitsForTheEndOfDeploymentFromTheSameDirectory() throws Exception {
    estate.deploy(1, 2);
    try (DeploymentLock lock = DeploymentLock.in(estate.deploymentDirectory())) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> estate.remove())
          .isInstanceOf(UserFailureException.class)
          .hasMessageContaining("Another deployment is running");
    }
    assertThat(estate.amis()).hasSize(2);
  }

  @Test
  void oneFailureDoesNotStopTheOthers() throws Exception {
    List<Ami> amis = estate.deploy(1, 2, 3);
    estate.deployments.regions.failing(
        Faults.seeded(1)
            .on("DeregisterImage")
            .attempt(1)
            .give(Fault.denied())
            .on("DeleteSnapshot")
            .attempt(1)
            .give(Fault.denied()));
    assertThatThrownBy(() -> estate.remove())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("3 of 4 could not be removed in local");
    assertThat(estate.progress.lines())
        .anyMatch(line -> line.equals("INFO removed " + id(amis, 0)))
        .anyMatch(
            line ->
                line.startsWith(
                        "WARN "
                            + id(amis, 1)
                            + " could not be removed: The AWS credentials lack the permission"
                            + " ec2:DeregisterImage")
                    && line.contains("Remove it with: "))
        .anyMatch(
            line -> line.startsWith("WARN " + amis.get(0).snapshots().get(0) + " could not be"))
        .anyMatch(line -> line.contains("could not be removed: its AMI is still there."));
    assertThat(estate.amis()).containsExactlyInAnyOrder(id(amis, 1), id(amis, 2));
    estate.now().remove();
    assertThat(estate.amis()).containsExactly(id(amis, 2));
    assertThat(estate.snapshots()).hasSize(2);
  }

  @Test
  void oneRegionsFailureDoesNotStopTheOthers() throws Exception {
    List<Ami> amis = estate.deploy(1, 2);
    estate
        .in("local", "local-2")
        .failingIn("local-2", Faults.seeded(1).on("DescribeSnapshots").give(Fault.denied()));
    assertThatThrownBy(() -> estate.remove())
        .hasMessageContaining("1 of 2 regions failed")
        .hasMessageContaining("local-2: The AWS credentials lack")
        .hasMessageContaining("ec2:DescribeSnapshots");
    assertThat(estate.amis()).containsExactly(id(amis, 1));
  }

  @Test
  void waitsWhileEc2TakesTheAmiForStillThere() throws Exception {
    List<Ami> amis = estate.deploy(1, 2);
    String snapshot = amis.get(0).snapshots().get(0);
    PrunePlan plan =
        new PrunePlan(
            estate.holdings(),
            List.of(),
            List.of(),
            estate.holdings().snapshots(amis.get(0)),
            List.of());
    estate.with(
        "local",
        region -> {
          Time time =
              new Time() {
                @Override
                public Instant now() {
                  return Instant.now();
                }

                @Override
                public void pass(Duration duration) {
                  new Amis(region).deregister(id(amis, 0));
                }
              };
          new Removal(region, estate.progress, time).carryOut(plan);
          return region;
        });
    assertThat(estate.progress.lines()).containsExactly("INFO removed " + snapshot);
  }

  private void untag(String id) throws Exception {
    estate.with(
        "local",
        region ->
            region
                .ec2()
                .deleteTags(
                    request -> request.resources(id).tags(tag -> tag.key(TagKeys.PROJECT))));
  }

  private static String id(List<Ami> amis, int index) {
    return amis.get(index).id();
  }
}
