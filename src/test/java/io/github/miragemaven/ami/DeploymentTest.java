package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Image;

@Slow
class DeploymentTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2);
  private static final List<Integer> CHANGED = List.of(1, 0, 3);

  @TempDir Path directory;

  private Deployments deployments;

  @BeforeEach
  void open() {
    deployments = new Deployments(directory);
  }

  @Test
  void firstDeploymentRegistersAnAmiOfTheImage() throws Exception {
    Deployed deployed = deployments.deploy(IMAGE);
    assertThat(deployed.source()).isEqualTo(Deployed.Source.REGISTERED);
    assertThat(deployed.account()).matches("\\d{12}");
    assertThat(deployed.ami().state()).isEqualTo(Ami.State.AVAILABLE);
    assertThat(deployed.ami().name()).matches("blog-1\\.0-[0-9a-f]{12}");
    assertThat(deployed.ami().tags())
        .containsEntry(TagKeys.PROJECT, "com.example:blog")
        .containsEntry(TagKeys.VERSION, "1.0")
        .containsEntry("team", "birds");
    assertThat(deployments.holdsTheImage("local", deployed.snapshot())).isTrue();
    assertThat(deployments.regions.leaks("local")).isEmpty();
    assertThat(deployments.inventory("local").snapshots())
        .extracting(snapshot -> snapshot.tags().get(TagKeys.STATE))
        .containsExactly(TagKeys.DEPLOYED);
  }

  @Test
  void nothingIsDoneWhereNothingHasChanged() throws Exception {
    Deployed first = deployments.deploy(IMAGE);
    Deployed second = deployments.cleaned().deploy(IMAGE);
    assertThat(second.source()).isEqualTo(Deployed.Source.EXISTING);
    assertThat(second.ami().id()).isEqualTo(first.ami().id());
    assertThat(second.snapshot()).isEqualTo(first.snapshot());
    assertThat(deployments.regions.requests("local").keySet())
        .allMatch(operation -> operation.startsWith("Describe") || operation.startsWith("Get"));
  }

  @Test
  void changedImageGoesOnTopOfTheLastOne() throws Exception {
    deployments.deploy(IMAGE);
    Deployed second = deployments.cleaned().deploy(CHANGED);
    assertThat(deployments.requests("PutSnapshotBlock")).isEqualTo(1 + 1);
    assertThat(deployments.holdsTheImage("local", second.snapshot())).isTrue();
    assertThat(deployments.inventory("local").amis()).hasSize(2);
    assertThat(deployments.regions.leaks("local")).isEmpty();
  }

  @Test
  void pageOfBlocksThatIsEmptyIsNotTheLastOne() throws Exception {
    deployments.deploy(IMAGE);
    deployments.regions.failing(
        Faults.none().on("ListSnapshotBlocks").attempt(1).give(Fault.emptyPage()));
    assertThat(deployments.cleaned().plan(CHANGED))
        .anyMatch(line -> line.contains("send 2 blocks"));
  }

  @Test
  void otherVersionOfTheSameImageIsAnotherAmiOfTheSameSnapshot() throws Exception {
    Deployed first = deployments.deploy(IMAGE);
    Deployed second = deployments.version("1.1").deploy(IMAGE);
    assertThat(second.ami().name()).startsWith("blog-1.1-");
    assertThat(second.ami().id()).isNotEqualTo(first.ami().id());
    assertThat(second.snapshot()).isEqualTo(first.snapshot());
    assertThat(deployments.requests("StartSnapshot")).isZero();
  }

  @Test
  void hvmImageBootsByABiosAndHasNoKernelId() throws Exception {
    deployments.of(KernelKind.SOLO5_XEN).deploy(IMAGE);
    try (AwsRegion region = deployments.regions.aws(1).region("local")) {
      Image registered = region.ec2().describeImages(all -> all.owners("self")).images().get(0);
      assertThat(registered.virtualizationTypeAsString()).isEqualTo("hvm");
      assertThat(registered.bootModeAsString()).isEqualTo("legacy-bios");
      assertThat(registered.kernelId()).isNull();
      assertThat(registered.enaSupport()).isIn(null, false);
    }
    assertThat(deployments.plan(CHANGED)).anyMatch(line -> line.contains(", hvm, not encrypted"));
  }

  @Test
  void refusesImageThatEc2DoesNotBoot() {
    assertThatThrownBy(() -> deployments.to("us-west-2").of(KernelKind.SOLO5_VIRTIO).deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("contains a Solo5 virtio kernel, which EC2 does not boot");
    assertThatThrownBy(() -> deployments.to("local").of(KernelKind.SOLO5_HVT).deploy(IMAGE))
        .hasMessageContaining("contains a Solo5 hvt kernel, which EC2 does not boot");
  }

  @Test
  void theRegionOnThisMachineTakesWhatQemuBoots() throws Exception {
    assertThat(deployments.of(KernelKind.SOLO5_VIRTIO).deploy(IMAGE).source())
        .isEqualTo(Deployed.Source.REGISTERED);
  }

  @Test
  void refusesInstanceTypeThatDoesNotRunTheAmi() {
    deployments.with(ami -> withInstanceType(ami, "t3.micro"));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("t3.micro")
        .hasMessageContaining("hvm on nitro");
    assertThat(deployments.requests("StartSnapshot")).isZero();
  }

  @Test
  void refusesInstanceTypeThatDoesNotRunTheAmiThatIsThere() throws Exception {
    deployments.deploy(IMAGE);
    deployments.with(ami -> withInstanceType(ami, "t3.micro"));
    assertThatThrownBy(() -> deployments.deploy(IMAGE)).hasMessageContaining("hvm on nitro");
    deployments.with(ami -> withInstanceType(ami, "m1.small"));
    assertThat(deployments.deploy(IMAGE).source()).isEqualTo(Deployed.Source.EXISTING);
  }

  @Test
  void refusesInstanceTypeThatIsNotThere() {
    deployments.with(ami -> withInstanceType(ami, "m9.mega"));
    assertThatThrownBy(() -> deployments.deploy(IMAGE))
        .hasMessageContaining("instance type m9.mega is not available in local");
  }

  @Test
  void refusesNameThatAnotherImageHas() throws Exception {
    deployments.with(ami -> withName(ami, "blog"));
    deployments.deploy(IMAGE);
    assertThatThrownBy(() -> deployments.deploy(CHANGED))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("has another image or other settings")
        .hasMessageContaining("{digest}");
    assertThat(deployments.requests("StartSnapshot")).isZero();
  }

  @Test
  void whatCanBeChangedOnAnAmiIsChangedOnTheOneThatIsThere() throws Exception {
    Deployed first = deployments.deploy(IMAGE);
    deployments.with(
        ami ->
            ami.toBuilder()
                .description("Another description")
                .launchPermissions(
                    List.of(new LaunchPermission(LaunchPermission.Kind.ACCOUNT, "210987654321")))
                .deprecation(Optional.of(new Deprecation(LocalDate.EPOCH, Period.ofDays(90))))
                .build());
    Deployed second = deployments.deploy(IMAGE);
    assertThat(second.ami().id()).isEqualTo(first.ami().id());
    Ami now = deployments.inventory("local").amis().get(0);
    assertThat(now.description()).isEqualTo("Another description");
    assertThat(now.deprecation())
        .contains(new Deprecation(LocalDate.EPOCH, Period.ofDays(90)).of(now.created()));
    deployments.deploy(IMAGE);
    assertThat(deployments.requests("ModifyImageAttribute")).isZero();
    assertThat(deployments.requests("EnableImageDeprecation")).isZero();
  }

  @Test
  void parameterIsMovedWhenItNamesAnotherAmi() throws Exception {
    deployments.pointing("/blog/ami").deploy(IMAGE);
    assertThat(deployments.requests("PutParameter")).isEqualTo(1);
    deployments.deploy(IMAGE);
    assertThat(deployments.requests("PutParameter")).isZero();
    deployments.deploy(CHANGED);
    assertThat(deployments.requests("PutParameter")).isEqualTo(1);
  }

  @Test
  void dryRunSaysWhatWouldBeDoneAndDoesNothing() throws Exception {
    assertThat(deployments.plan(IMAGE))
        .anyMatch(line -> line.startsWith("local, account "))
        .anyMatch(
            line ->
                line.matches(
                    "  send 4 blocks \\(2.0 MiB\\) in 6 requests \\(less than \\$0.01\\) to a new"
                        + " snapshot of 1 GiB, which costs less than \\$0.01 a month at"
                        + " us-east-1's price"))
        .anyMatch(
            line ->
                line.matches(".*register the AMI \"blog-1.0-\\w{12}\", paravirtual with aki-.*"));
    assertThat(deployments.regions.requests("local").keySet())
        .allMatch(operation -> operation.matches("(Describe|Get|List).*"));
    deployments.deploy(IMAGE);
    assertThat(deployments.plan(CHANGED)).anyMatch(line -> line.contains("send 2 blocks"));
    assertThat(deployments.plan(IMAGE)).anyMatch(line -> line.contains("nothing to do: ami-"));
  }

  @Test
  void everyRegionGetsItsOwnUpload() throws Exception {
    List<Outcome<Deployed>> outcomes =
        deployments.to("local", "local-2", "local-3").deployAll(IMAGE);
    assertThat(outcomes).extracting(Outcome::region).containsExactly("local", "local-2", "local-3");
    for (Outcome<Deployed> outcome : outcomes) {
      Deployed deployed = outcome.value().orElseThrow();
      assertThat(deployed.source()).isEqualTo(Deployed.Source.REGISTERED);
      assertThat(deployments.holdsTheImage(outcome.region(), deployed.snapshot())).isTrue();
      assertThat(deployments.regions.leaks(outcome.region())).isEmpty();
    }
  }

  @Test
  void otherRegionsTakeACopyWhereThatIsAskedFor() throws Exception {
    deployments.to("local", "local-2").by(Spread.COPY);
    Deployed copy = deployments.deployAll(IMAGE).get(1).value().orElseThrow();
    assertThat(copy.source()).isEqualTo(Deployed.Source.COPIED);
    StoredSnapshot snapshot = deployments.inventory("local-2").snapshots().get(0);
    assertThat(deployments.holdsTheImage("local-2", copy.snapshot())).isTrue();
    assertThat(deployments.regions.leaks("local-2")).isEmpty();
    assertThat(snapshot.tags()).containsEntry(TagKeys.STATE, TagKeys.DEPLOYED);

    Deployed next = deployments.by(Spread.UPLOAD).deployAll(CHANGED).get(1).value().orElseThrow();
    assertThat(deployments.regions.requests("local-2", "PutSnapshotBlock")).isEqualTo(1 + 1);
    assertThat(deployments.holdsTheImage("local-2", next.snapshot())).isTrue();
  }

  private static AmiSettings withInstanceType(AmiSettings ami, String type) {
    return ami.toBuilder().instanceType(Optional.of(type)).build();
  }

  private static AmiSettings withName(AmiSettings ami, String name) {
    return ami.toBuilder().name(new AmiName(name)).build();
  }
}
