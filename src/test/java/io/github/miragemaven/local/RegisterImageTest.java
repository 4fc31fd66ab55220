package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;

class RegisterImageTest extends RegionTest {

  private String snapshot;

  @BeforeEach
  void makeSnapshot() {
    snapshot = completedSnapshot();
  }

  private String refused(Consumer<RegisterImageRequest.Builder> change) {
    return refusal(() -> register("blog", snapshot, change));
  }

  @Test
  void givesBackEveryFieldOfAParavirtualImage() {
    String id =
        register(
            "blog-1.0",
            snapshot,
            image ->
                image
                    .description("The blog")
                    .imdsSupport("v2.0")
                    .tagSpecifications(
                        Ask.tags("image", Ask.tag("project", "blog"), Ask.tag("empty", "")))
                    .blockDeviceMappings(
                        disk(
                            "/dev/sda1",
                            ebs ->
                                ebs.snapshotId(snapshot)
                                    .volumeSize(2)
                                    .volumeType("gp3")
                                    .iops(3000)
                                    .throughput(125)
                                    .deleteOnTermination(false)),
                        BlockDeviceMapping.builder()
                            .deviceName("/dev/sdb")
                            .virtualName("ephemeral0")
                            .build()));

    Image image = describeImage(id);

    assertThat(id).matches("ami-[0-9a-f]{17}");
    assertThat(image.name()).isEqualTo("blog-1.0");
    assertThat(image.description()).isEqualTo("The blog");
    assertThat(image.architectureAsString()).isEqualTo("x86_64");
    assertThat(image.virtualizationTypeAsString()).isEqualTo("paravirtual");
    assertThat(image.kernelId()).isEqualTo(kernel());
    assertThat(image.rootDeviceName()).isEqualTo("/dev/sda1");
    assertThat(image.rootDeviceTypeAsString()).isEqualTo("ebs");
    assertThat(image.imageTypeAsString()).isEqualTo("machine");
    assertThat(image.hypervisorAsString()).isEqualTo("xen");
    assertThat(image.imdsSupportAsString()).isEqualTo("v2.0");
    assertThat(image.ownerId()).isEqualTo("123456789012");
    assertThat(image.creationDate()).isEqualTo("2026-11-24T12:00:00.000Z");
    assertThat(image.publicLaunchPermissions()).isFalse();
    assertThat(image.enaSupport()).isNull();
    assertThat(image.tags())
        .containsExactlyInAnyOrder(Ask.tag("project", "blog"), Ask.tag("empty", ""));
    EbsBlockDevice root = image.blockDeviceMappings().get(0).ebs();
    assertThat(root.snapshotId()).isEqualTo(snapshot);
    assertThat(root.volumeSize()).isEqualTo(2);
    assertThat(root.volumeTypeAsString()).isEqualTo("gp3");
    assertThat(root.iops()).isEqualTo(3000);
    assertThat(root.throughput()).isEqualTo(125);
    assertThat(root.deleteOnTermination()).isFalse();
    assertThat(root.encrypted()).isFalse();
    assertThat(image.blockDeviceMappings().get(1).virtualName()).isEqualTo("ephemeral0");
  }

  private static BlockDeviceMapping disk(String device, Consumer<EbsBlockDevice.Builder> ebs) {
    return BlockDeviceMapping.builder().deviceName(device).ebs(ebs).build();
  }

  @Test
  void isPendingForSomePollsThenAvailable() throws Exception {
    open(settings().readyAfter(2));

    String id = register("blog", snapshot);

    assertThat(IntStream.range(0, 4).mapToObj(poll -> describeImage(id).stateAsString()))
        .containsExactly("pending", "pending", "available", "available");
  }

  @Test
  void takesAnHvmImageWithEnaAndUefi() {
    String id =
        register(
            "blog",
            snapshot,
            image ->
                image
                    .virtualizationType("hvm")
                    .kernelId(null)
                    .enaSupport(true)
                    .sriovNetSupport("simple")
                    .bootMode("uefi")
                    .tpmSupport("v2.0"));

    Image image = describeImage(id);
    assertThat(image.enaSupport()).isTrue();
    assertThat(image.sriovNetSupport()).isEqualTo("simple");
    assertThat(image.bootModeAsString()).isEqualTo("uefi");
    assertThat(image.tpmSupportAsString()).isEqualTo("v2.0");
    assertThat(image.kernelId()).isNull();
  }

  @Test
  void refusesWhatAParavirtualImageCannotHave() {
    String combination = "InvalidParameterCombination 400";

    assertThat(refused(image -> image.enaSupport(true))).isEqualTo(combination);
    assertThat(refused(image -> image.sriovNetSupport("simple"))).isEqualTo(combination);
    assertThat(refused(image -> image.bootMode("uefi"))).isEqualTo(combination);
    assertThat(refused(image -> image.bootMode("legacy-bios"))).isEqualTo(combination);
    assertThat(refused(image -> image.tpmSupport("v2.0"))).isEqualTo(combination);
    assertThat(refused(image -> image.architecture("arm64"))).isEqualTo(combination);
  }

  @Test
  void refusesAnHvmImageWithAKernel() {
    assertThat(refused(image -> image.virtualizationType("hvm")))
        .isEqualTo("InvalidParameterCombination 400");
  }

  @Test
  void isA32BitParavirtualImageUnlessItIsSaidOtherwise() {
    String kernel =
        clients()
            .ec2()
            .describeImages(ask -> ask.filters(Ask.filter("name", "pv-grub-hd0_1.05-i386.gz")))
            .images()
            .get(0)
            .imageId();

    String id =
        register(
            "blog",
            snapshot,
            image -> image.architecture((String) null).virtualizationType(null).kernelId(kernel));

    assertThat(describeImage(id).architectureAsString()).isEqualTo("i386");
    assertThat(describeImage(id).virtualizationTypeAsString()).isEqualTo("paravirtual");
    assertThat(refused(image -> image.architecture((String) null).virtualizationType(null)))
        .as("a 64-bit kernel for a 32-bit image")
        .isEqualTo("InvalidParameterCombination 400");
  }

  @Test
  void wantsAKernelOfTheRegion() {
    assertThat(refused(image -> image.kernelId(null))).isEqualTo("MissingParameter 400");
    assertThat(refused(image -> image.kernelId("aki-00000000")))
        .isEqualTo("InvalidAMIID.NotFound 400");
    assertThat(refused(image -> image.kernelId("pv-grub"))).isEqualTo("InvalidAMIID.Malformed 400");
  }

  @Test
  void wantsACompletedSnapshotBehindTheRootDevice() {
    String pending = uploader().start(1);

    assertThat(refusal(() -> register("blog", pending))).isEqualTo("IncorrectState 400");
    assertThat(refusal(() -> register("blog", "snap-0123456789abcdef0")))
        .isEqualTo("InvalidSnapshot.NotFound 400");
    assertThat(refusal(() -> register("blog", "disk")))
        .isEqualTo("InvalidSnapshotID.Malformed 400");
    assertThat(refused(image -> image.rootDeviceName("/dev/sda2")))
        .isEqualTo("InvalidBlockDeviceMapping 400");
    assertThat(refused(image -> image.blockDeviceMappings(List.of())))
        .isEqualTo("InvalidBlockDeviceMapping 400");
    assertThat(
            refused(
                image -> image.blockDeviceMappings(disk("/dev/sda1", ebs -> ebs.volumeSize(1)))))
        .isEqualTo("InvalidBlockDeviceMapping 400");
  }

  @Test
  void refusesDisksThatCannotBe() {
    String mapping = "InvalidBlockDeviceMapping 400";

    assertThat(refusedDisk("/dev/sda1", ebs -> ebs.snapshotId(snapshot).encrypted(true)))
        .isEqualTo(mapping);
    assertThat(refusedDisk("/dev/disk0", ebs -> ebs.snapshotId(snapshot))).isEqualTo(mapping);
    assertThat(refusedDisk("/dev/sda1", ebs -> ebs.snapshotId(snapshot).volumeType("fast")))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refusedDisk("/dev/sda1", ebs -> ebs.snapshotId(snapshot).volumeType("st1")))
        .isEqualTo("InvalidParameterCombination 400");
    assertThat(refusedDisk("/dev/sda1", ebs -> ebs.snapshotId(snapshot).volumeType("io1")))
        .isEqualTo("MissingParameter 400");
    assertThat(
            refused(
                image ->
                    image.blockDeviceMappings(
                        disk("/dev/sda1", snapshot), disk("/dev/sda1", snapshot))))
        .isEqualTo(mapping);
  }

  private String refusedDisk(String device, Consumer<EbsBlockDevice.Builder> ebs) {
    return refused(image -> image.blockDeviceMappings(disk(device, ebs)));
  }

  @Test
  void refusesAVolumeSmallerThanItsSnapshot() {
    String large = uploader().start(3);
    uploader().complete(large, 0);
    describeSnapshot(large);

    assertThat(refusedDisk("/dev/sda1", ebs -> ebs.snapshotId(large).volumeSize(2)))
        .isEqualTo("InvalidBlockDeviceMapping 400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "blog:1.0", "blog_ü", "blog\n", "blog*"})
  void refusesNamesThatAmisCannotHave(String name) {
    assertThat(refusal(() -> register(name, snapshot))).isEqualTo("InvalidAMIName.Malformed 400");
  }

  @Test
  void takesTheLongestNameAndRefusesALongerOne() {
    register("n".repeat(128), snapshot);

    assertThat(refusal(() -> register("n".repeat(129), snapshot)))
        .isEqualTo("InvalidAMIName.Malformed 400");
  }

  @Test
  void refusesANameThatIsTakenUntilItIsFree() {
    String first = register("blog", snapshot);

    assertThat(refusal(() -> register("blog", snapshot))).isEqualTo("InvalidAMIName.Duplicate 400");
    clients().ec2().deregisterImage(end -> end.imageId(first));
    assertThat(register("blog", snapshot)).isNotEqualTo(first);
  }

  @Test
  void refusesTagsForAnythingButTheImage() {
    assertThat(refused(image -> image.tagSpecifications(Ask.tags("snapshot", Ask.tag("a", "b")))))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refused(image -> image.tagSpecifications(Ask.tags("image", Ask.tag("aws:a", "b")))))
        .isEqualTo("InvalidParameterValue 400");
  }

  @Test
  void aDryRunSaysThatItWouldHaveSucceededAndRegistersNothing() {
    assertThat(refused(image -> image.dryRun(true))).isEqualTo("DryRunOperation 412");
    assertThat(clients().ec2().describeImages(ask -> ask.owners("self")).images()).isEmpty();
  }

  @Test
  void aDryRunStillRefusesWhatIsWrong() {
    assertThat(refused(image -> image.dryRun(true).enaSupport(true)))
        .isEqualTo("InvalidParameterCombination 400");
  }

  @Test
  void deregistersTheImageAndLeavesItsSnapshot() {
    String id = register("blog", snapshot);

    clients().ec2().deregisterImage(end -> end.imageId(id));

    assertThat(refusal(() -> describeImage(id))).isEqualTo("InvalidAMIID.NotFound 400");
    assertThat(refusal(() -> clients().ec2().deregisterImage(end -> end.imageId(id))))
        .isEqualTo("InvalidAMIID.NotFound 400");
    assertThat(describeSnapshot(snapshot).snapshotId()).isEqualTo(snapshot);
  }
}
