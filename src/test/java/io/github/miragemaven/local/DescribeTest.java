package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.Snapshot;

class DescribeTest extends RegionTest {

  private List<String> images(Filter... filters) {
    return clients()
        .ec2()
        .describeImages(ask -> ask.owners("self").filters(filters))
        .images()
        .stream()
        .map(Image::name)
        .toList();
  }

  private List<String> snapshots(Filter... filters) {
    return clients()
        .ec2()
        .describeSnapshots(ask -> ask.ownerIds("self").filters(filters))
        .snapshots()
        .stream()
        .map(Snapshot::snapshotId)
        .toList();
  }

  @Test
  void findsImagesByTheirTagsNameAndSnapshot() {
    String first = completedSnapshot();
    String second = completedSnapshot();
    register(
        "blog-1.0",
        first,
        image -> image.tagSpecifications(Ask.tags("image", Ask.tag("project", "blog"))));
    register(
        "wiki-1.0",
        second,
        image -> image.tagSpecifications(Ask.tags("image", Ask.tag("project", "wiki"))));

    assertThat(images()).containsExactlyInAnyOrder("blog-1.0", "wiki-1.0");
    assertThat(images(Ask.filter("tag:project", "blog"))).containsExactly("blog-1.0");
    assertThat(images(Ask.filter("tag:project", "b*", "nothing"))).containsExactly("blog-1.0");
    assertThat(images(Ask.filter("tag-key", "project"))).hasSize(2);
    assertThat(images(Ask.filter("tag:project", "blog"), Ask.filter("name", "wiki*"))).isEmpty();
    assertThat(images(Ask.filter("name", "????-1.0"))).hasSize(2);
    assertThat(images(Ask.filter("block-device-mapping.snapshot-id", second)))
        .containsExactly("wiki-1.0");
    assertThat(images(Ask.filter("state", "available"))).hasSize(2);
    assertThat(images(Ask.filter("virtualization-type", "hvm"))).isEmpty();
  }

  @Test
  void takesAWildcardAfterABackslashAsItIs() {
    register("blog (1)", completedSnapshot());

    assertThat(images(Ask.filter("name", "blog (\\*)"))).isEmpty();
    assertThat(images(Ask.filter("name", "blog (*)"))).containsExactly("blog (1)");
  }

  @Test
  void refusesAFilterThatThereIsNot() {
    assertThat(refusal(() -> images(Ask.filter("colour", "red"))))
        .isEqualTo("InvalidParameterValue 400");
    assertThat(refusal(() -> snapshots(Ask.filter("colour", "red"))))
        .isEqualTo("InvalidParameterValue 400");
  }

  @Test
  void knowsThePvGrubKernelsOfAmazon() {
    List<Image> hd0 =
        clients()
            .ec2()
            .describeImages(
                ask ->
                    ask.owners("amazon")
                        .filters(
                            Ask.filter("name", "pv-grub-hd0_*-x86_64.gz"),
                            Ask.filter("image-type", "kernel")))
            .images();

    assertThat(hd0)
        .extracting(Image::name)
        .containsExactlyInAnyOrder(
            "pv-grub-hd0_1.03-x86_64.gz",
            "pv-grub-hd0_1.04-x86_64.gz",
            "pv-grub-hd0_1.05-x86_64.gz");
    assertThat(hd0).allMatch(kernel -> kernel.imageId().matches("aki-[0-9a-f]{8}"));
    assertThat(hd0).allMatch(kernel -> kernel.imageOwnerAlias().equals("amazon"));
    assertThat(
            clients()
                .ec2()
                .describeImages(ask -> ask.filters(Ask.filter("name", "pv-grub-hd0*")))
                .images())
        .as("hd00 too, for 32 and 64 bits")
        .hasSize(12);
  }

  @Test
  void knowsTheKernelThatAmazonsTableNamesForARegion() throws Exception {
    open(settings().named("us-west-2"));
    assertThat(kernel()).isEqualTo("aki-70cb0e10");
    open(settings().named("eu-central-1"));
    assertThat(kernel()).isEqualTo("aki-931fe3fc");
  }

  @Test
  void hasNoKernelsAndNoOldTypesWherePvNeverRan() throws Exception {
    open(settings().named("us-east-2"));

    assertThat(clients().ec2().describeImages(ask -> ask.owners("amazon")).images()).isEmpty();
    assertThat(types()).contains("t3.micro").doesNotContain("m1.small");
  }

  @Test
  void pagesThroughSnapshots() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      made.add(uploader().start(1));
    }

    DescribeSnapshotsResponse page =
        clients().ec2().describeSnapshots(ask -> ask.ownerIds("self").maxResults(5));
    List<String> seen = new ArrayList<>();
    clients()
        .ec2()
        .describeSnapshotsPaginator(ask -> ask.ownerIds("self").maxResults(5))
        .snapshots()
        .forEach(snapshot -> seen.add(snapshot.snapshotId()));

    assertThat(page.snapshots()).hasSize(5);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    assertThat(
            refusal(() -> clients().ec2().describeImages(ask -> ask.nextToken(page.nextToken()))))
        .as("a token of another list")
        .isEqualTo("InvalidParameterValue 400");
    assertThat(
            refusal(
                () ->
                    clients()
                        .ec2()
                        .describeSnapshots(ask -> ask.snapshotIds(made.get(0)).maxResults(5))))
        .isEqualTo("InvalidParameterCombination 400");
  }

  @Test
  void findsSnapshotsByTheirState() {
    String pending = uploader().start(1);
    String completed = completedSnapshot();

    assertThat(snapshots(Ask.filter("status", "pending"))).containsExactly(pending);
    assertThat(snapshots(Ask.filter("status", "completed"))).containsExactly(completed);
  }

  @Test
  void keepsASnapshotThatAnImageUses() {
    String snapshot = completedSnapshot();
    String image = register("blog", snapshot);

    assertThat(refusal(() -> clients().ec2().deleteSnapshot(end -> end.snapshotId(snapshot))))
        .isEqualTo("InvalidSnapshot.InUse 400");
    clients().ec2().deregisterImage(end -> end.imageId(image));
    clients().ec2().deleteSnapshot(end -> end.snapshotId(snapshot));
    assertThat(snapshots()).isEmpty();
  }

  @Test
  void deletesAPendingSnapshot() {
    String pending = uploader().start(1);

    clients().ec2().deleteSnapshot(end -> end.snapshotId(pending));

    assertThat(refusal(() -> uploader().put(pending, 0, TestBlocks.zeros())))
        .isEqualTo("ResourceNotFoundException 404");
  }

  private List<String> types(Filter... filters) {
    return clients()
        .ec2()
        .describeInstanceTypes(ask -> ask.filters(filters))
        .instanceTypes()
        .stream()
        .map(InstanceTypeInfo::instanceTypeAsString)
        .toList();
  }

  @Test
  void knowsWhichInstanceTypesTakeWhichImages() {
    assertThat(types(Ask.filter("supported-virtualization-type", "paravirtual")))
        .contains("m1.small", "t1.micro")
        .doesNotContain("t2.micro", "m4.large", "t3.micro");
    assertThat(types(Ask.filter("hypervisor", "nitro"))).contains("t3.micro");
    InstanceTypeInfo micro =
        clients()
            .ec2()
            .describeInstanceTypes(ask -> ask.instanceTypesWithStrings("t2.micro"))
            .instanceTypes()
            .get(0);
    assertThat(micro.hypervisorAsString()).isEqualTo("xen");
    assertThat(micro.supportedVirtualizationTypesAsStrings()).containsExactly("hvm");
    assertThat(micro.processorInfo().supportedArchitecturesAsStrings())
        .containsExactly("i386", "x86_64");
    assertThat(
            refusal(
                () ->
                    clients()
                        .ec2()
                        .describeInstanceTypes(ask -> ask.instanceTypesWithStrings("z9.nano"))))
        .isEqualTo("InvalidInstanceType 400");
  }

  @Test
  void offersItsInstanceTypesInTheRegionAndItsZones() {
    assertThat(
            clients()
                .ec2()
                .describeInstanceTypeOfferings(
                    ask ->
                        ask.locationType("availability-zone")
                            .filters(Ask.filter("instance-type", "m1.small")))
                .instanceTypeOfferings())
        .extracting(offering -> offering.location())
        .containsExactly("locala", "localb");
  }

  @Test
  void saysHowTheAccountEncryptsAndShares() throws Exception {
    assertThat(clients().ec2().getEbsEncryptionByDefault(ask -> {}).ebsEncryptionByDefault())
        .isFalse();
    assertThat(
            clients().ec2().getImageBlockPublicAccessState(ask -> {}).imageBlockPublicAccessState())
        .isEqualTo("block-new-sharing");
    open(settings().encryptingByDefault().lettingImagesBePublic());
    assertThat(clients().ec2().getEbsEncryptionByDefault(ask -> {}).ebsEncryptionByDefault())
        .isTrue();
    assertThat(
            clients().ec2().getImageBlockPublicAccessState(ask -> {}).imageBlockPublicAccessState())
        .isEqualTo("unblocked");
  }

  @Test
  void showsTheInstancesAndLaunchTemplatesThatUseAnImage() throws Exception {
    String image = register("blog", completedSnapshot());
    String instance = region().addInstance(image);
    region().addLaunchTemplate("web", "ami-00000000000000001", image);

    assertThat(
            clients()
                .ec2()
                .describeInstances(ask -> ask.filters(Ask.filter("image-id", image)))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .instanceId())
        .isEqualTo(instance);
    assertThat(
            clients()
                .ec2()
                .describeLaunchTemplates(ask -> {})
                .launchTemplates()
                .get(0)
                .latestVersionNumber())
        .isEqualTo(2);
    assertThat(
            clients()
                .ec2()
                .describeLaunchTemplateVersions(ask -> ask.versions("$Latest", "$Default"))
                .launchTemplateVersions())
        .extracting(version -> version.launchTemplateData().imageId())
        .containsExactly(image);
    assertThat(
            clients()
                .ec2()
                .describeLaunchTemplateVersions(ask -> ask.launchTemplateName("web"))
                .launchTemplateVersions())
        .hasSize(2);
    assertThat(clients().ec2().describeInstances(ask -> ask.filters(Ask.filter("image-id", "x"))))
        .matches(answer -> Optional.ofNullable(answer.nextToken()).isEmpty());
  }
}
