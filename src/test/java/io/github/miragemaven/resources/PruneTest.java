package io.github.miragemaven.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.aws.Execution;
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

  private ProjectFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ProjectFixture(directory);
  }

  @Test
  void keepsTheNewestAmisAndRemovesOthersWithTheirSnapshots() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3, 4);
    fixture.keeping(2).remove();
    assertThat(fixture.amis()).containsExactlyInAnyOrder(amis.get(2).id(), amis.get(3).id());
    assertThat(fixture.snapshots())
        .containsExactlyInAnyOrder(amis.get(2).snapshots().get(0), amis.get(3).snapshots().get(0));
    assertThat(fixture.deployments.regions.leaks("local")).isEmpty();
  }

  @Test
  void showsThePlanAndTheNextCommand() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    assertThat(fixture.show())
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
    assertThat(fixture.amis()).hasSize(2);
    assertThat(fixture.snapshots()).hasSize(2);
  }

  @Test
  void reportsThatThereAreNoResources() throws Exception {
    assertThat(fixture.show()).contains("INFO   no resources of com.example:blog").hasSize(2);
    fixture.deploy(1);
    assertThat(fixture.show()).endsWith("INFO   There is nothing to remove.");
  }

  @Test
  void keepsAmisOfInstancesUntilTheyAreTerminated() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3, 4);
    String stopped = fixture.change(region -> region.addInstance(id(amis, 0), "stopped"));
    fixture.change(region -> region.addInstance(id(amis, 1), "terminated"));
    fixture.change(region -> region.addInstance(id(amis, 2), "shutting-down"));
    assertThat(fixture.remove())
        .anyMatch(
            line ->
                line.contains(id(amis, 0)) && line.contains("used by " + stopped + " (stopped)"));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2), id(amis, 3));
  }

  @Test
  void keepsAmisOfAnyLaunchTemplateVersion() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3);
    String template =
        fixture.change(
            region ->
                region.addLaunchTemplate(
                    "blog", "ami-00000000000000001", id(amis, 0), "ami-00000000000000002"));
    assertThat(fixture.remove())
        .anyMatch(
            line ->
                line.contains(id(amis, 0)) && line.contains("used by " + template + " version 2"));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void keepsAmisThatALaunchTemplateTakesFromAParameter() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3);
    fixture.point("/fleet/ami", id(amis, 0));
    fixture.change(
        region ->
            region.addLaunchTemplate(
                "blog",
                "resolve:ssm:/fleet/ami",
                "resolve:ssm:/aws/service/any",
                "resolve:ssm:/no"));
    fixture.remove();
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void keepsTheAmiOfTheParameter() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3);
    fixture.point("/blog/ami", id(amis, 0));
    assertThat(fixture.pointing("/blog/ami").remove())
        .anyMatch(line -> line.contains(id(amis, 0)) && line.contains("referenced by /blog/ami"));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void keepsSharedAmisByDefault() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3);
    fixture.with(
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
    assertThat(fixture.remove())
        .anyMatch(line -> line.contains(id(amis, 0)) && line.contains("shared with others"));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
    fixture.sharedToo().remove();
    assertThat(fixture.amis()).containsExactly(id(amis, 2));
  }

  @Test
  void keepsDisabledAmis() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    fixture.with(
        "local", region -> region.ec2().disableImage(request -> request.imageId(id(amis, 0))));
    assertThat(fixture.remove())
        .anyMatch(line -> line.contains(id(amis, 0)) && line.contains("disabled"));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 1));
  }

  @Test
  void keepsAmisThatAreBeingCopied() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3);
    fixture.deployments.regions.with(usual -> usual.readyAfter(1000));
    fixture.copy(id(amis, 0));
    assertThat(fixture.now().in("local", "local-2").remove())
        .anyMatch(
            line -> line.contains(id(amis, 0)) && line.contains("being copied to another region"))
        .anyMatch(line -> line.contains("pending"));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 0), id(amis, 2));
  }

  @Test
  void removesFailedAmis() throws Exception {
    fixture.deploy(1);
    fixture.deployments.regions.failing(Faults.seeded(1).on("CopyImage").give(Fault.failsLater()));
    fixture.copy(fixture.amis().get(0));
    fixture.now().in("local-2");
    assertThat(fixture.show()).anyMatch(line -> line.contains("pending"));
    while (fixture.resources().amis().get(0).state() == Ami.State.PENDING) {
      // Each look brings it nearer to its end.
    }
    assertThat(fixture.show()).anyMatch(line -> line.matches("INFO   remove +ami-.* copy +failed"));
    fixture.remove();
    assertThat(fixture.resources().amis()).isEmpty();
  }

  @Test
  void keepsSnapshotsThatAnotherAmiUses() throws Exception {
    List<Ami> first = fixture.deploy(1);
    fixture.deployments.version("1.1");
    List<Ami> second = fixture.deploy(1);
    assertThat(second.get(0).snapshots()).isEqualTo(first.get(0).snapshots());
    fixture.remove();
    assertThat(fixture.amis()).containsExactly(id(second, 0));
    assertThat(fixture.snapshots()).isEqualTo(second.get(0).snapshots());
  }

  @Test
  void ignoresResourcesWithoutTheProjectTag() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    String snapshot = amis.get(0).snapshots().get(0);
    String byHand =
        fixture.with(
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
    fixture.keeping(0).remove();
    assertThat(fixture.amis()).isEmpty();
    assertThat(fixture.snapshots()).containsExactly(snapshot);
    fixture.with(
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
  void removesOrphanedSnapshotsThatNoDeploymentNeeds() throws Exception {
    fixture.ago(TWO_HOURS);
    String completed = fixture.complete("there");
    String own = fixture.begin("here");
    String foreign = fixture.begin("there");
    String old = fixture.ago(TWO_DAYS).begin("there");
    String young = fixture.now().complete("here");
    assertThat(fixture.show())
        .anyMatch(line -> line.matches("INFO   remove +%s .*orphaned".formatted(completed)))
        .anyMatch(line -> line.matches("INFO   remove +%s .*pending.*".formatted(own)))
        .anyMatch(line -> line.matches("INFO   remove +%s .*".formatted(old)))
        .anyMatch(line -> line.matches("INFO   keep +%s .*may need it until.*".formatted(foreign)))
        .anyMatch(line -> line.matches("INFO   keep +%s .*".formatted(young)));
    fixture.remove();
    assertThat(fixture.snapshots()).containsExactlyInAnyOrder(foreign, young);
  }

  @Test
  void keepsTheNewestAmiWhileADeploymentMayNeedIt() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    String running = fixture.begin("there");
    fixture.keeping(0).remove();
    assertThat(fixture.amis()).containsExactly(id(amis, 1));
    assertThat(fixture.snapshots()).contains(running);
  }

  @Test
  void failsDuringADeploymentFromTheSameDirectory() throws Exception {
    fixture.deploy(1, 2);
    try (DeploymentLock lock = DeploymentLock.in(fixture.deploymentDirectory())) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> fixture.remove())
          .isInstanceOf(UserFailureException.class)
          .hasMessageContaining("Another deployment is running");
    }
    assertThat(fixture.amis()).hasSize(2);
  }

  @Test
  void continuesAfterAFailure() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2, 3);
    fixture.deployments.regions.failing(
        Faults.seeded(1)
            .on("DeregisterImage")
            .attempt(1)
            .give(Fault.denied())
            .on("DeleteSnapshot")
            .attempt(1)
            .give(Fault.denied()));
    assertThatThrownBy(() -> fixture.remove())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("3 of 4 resources in local");
    assertThat(fixture.progress.lines())
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
        .anyMatch(line -> line.contains("could not be removed: its AMI still exists."));
    assertThat(fixture.amis()).containsExactlyInAnyOrder(id(amis, 1), id(amis, 2));
    fixture.now().remove();
    assertThat(fixture.amis()).containsExactly(id(amis, 2));
    assertThat(fixture.snapshots()).hasSize(2);
  }

  @Test
  void continuesInOtherRegionsAfterAFailure() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    fixture
        .in("local", "local-2")
        .failingIn("local-2", Faults.seeded(1).on("DescribeSnapshots").give(Fault.denied()));
    assertThatThrownBy(() -> fixture.remove())
        .hasMessageContaining("1 of 2 regions failed")
        .hasMessageContaining("local-2: The AWS credentials lack")
        .hasMessageContaining("ec2:DescribeSnapshots");
    assertThat(fixture.amis()).containsExactly(id(amis, 1));
  }

  @Test
  void waitsUntilEc2ReleasesTheSnapshot() throws Exception {
    List<Ami> amis = fixture.deploy(1, 2);
    String snapshot = amis.get(0).snapshots().get(0);
    PrunePlan plan =
        new PrunePlan(
            fixture.resources(),
            List.of(),
            List.of(),
            fixture.resources().snapshots(amis.get(0)),
            List.of());
    fixture.with(
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
          new Removal(region, new Execution(fixture.progress, time)).carryOut(plan);
          return region;
        });
    assertThat(fixture.progress.lines()).containsExactly("INFO removed " + snapshot);
  }

  private void untag(String id) throws Exception {
    fixture.with(
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
