package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.Tag;

class SharingTest extends RegionTest {

  private static final LaunchPermission FRIEND =
      LaunchPermission.builder().userId("210987654321").build();
  private static final LaunchPermission EVERYONE = LaunchPermission.builder().group("all").build();

  private void share(String image, LaunchPermission... added) {
    clients()
        .ec2()
        .modifyImageAttribute(
            modify -> modify.imageId(image).launchPermission(change -> change.add(added)));
  }

  private List<LaunchPermission> permissions(String image) {
    return clients()
        .ec2()
        .describeImageAttribute(ask -> ask.imageId(image).attribute("launchPermission"))
        .launchPermissions();
  }

  @Test
  void sharesAnImageWithAccountsAndOrganisations() {
    String image = register("blog", completedSnapshot());
    LaunchPermission organization =
        LaunchPermission.builder()
            .organizationArn("arn:aws:organizations::123456789012:organization/o-abc123def4")
            .build();

    share(image, FRIEND, organization);
    assertThat(permissions(image)).containsExactlyInAnyOrder(FRIEND, organization);
    clients()
        .ec2()
        .modifyImageAttribute(
            modify -> modify.imageId(image).launchPermission(change -> change.remove(FRIEND)));
    assertThat(permissions(image)).containsExactly(organization);
  }

  @Test
  void refusesAnAccountThatIsNone() {
    String image = register("blog", completedSnapshot());

    assertThat(refusal(() -> share(image, LaunchPermission.builder().userId("friend").build())))
        .isEqualTo("InvalidAMIAttributeItemValue 400");
  }

  @Test
  void sharesWithEveryoneOnlyWhereTheAccountLetsIt() throws Exception {
    String image = register("blog", completedSnapshot());

    assertThat(refusal(() -> share(image, EVERYONE))).isEqualTo("OperationNotPermitted 400");
    open(settings().lettingImagesBePublic());
    share(image, EVERYONE);
    assertThat(describeImage(image).publicLaunchPermissions()).isTrue();
  }

  @Test
  void doesNotShareADiskThatIsEncryptedWithAmazonsKey() throws Exception {
    open(settings().encryptingByDefault());
    String image = register("blog", completedSnapshot());

    assertThat(refusal(() -> share(image, FRIEND))).isEqualTo("InvalidParameter 400");
  }

  @Test
  void changesAnImagesDescription() {
    String image = register("blog", completedSnapshot());

    clients()
        .ec2()
        .modifyImageAttribute(
            modify -> modify.imageId(image).description(text -> text.value("Better")));

    assertThat(describeImage(image).description()).isEqualTo("Better");
  }

  @Test
  void deprecatesAnImageToTheMinute() {
    String image = register("blog", completedSnapshot());
    Instant time = now().plus(Duration.ofDays(90)).plusSeconds(40);

    clients().ec2().enableImageDeprecation(ask -> ask.imageId(image).deprecateAt(time));

    assertThat(describeImage(image).deprecationTime()).isEqualTo("2027-02-22T12:01:00.000Z");
  }

  @Test
  void deprecatesNeitherInThePastNorBeyondTenYears() {
    String image = register("blog", completedSnapshot());

    for (Duration ahead : List.of(Duration.ofDays(-1), Duration.ofDays(3700))) {
      assertThat(
              refusal(
                  () ->
                      clients()
                          .ec2()
                          .enableImageDeprecation(
                              ask -> ask.imageId(image).deprecateAt(now().plus(ahead)))))
          .isEqualTo("InvalidParameterValue 400");
    }
  }

  @Test
  void tagsSnapshotsAndImages() {
    String snapshot = completedSnapshot();
    String image = register("blog", snapshot);

    clients()
        .ec2()
        .createTags(
            ask -> ask.resources(snapshot, image).tags(Ask.tag("a", "1"), Ask.tag("b", "2")));
    clients().ec2().createTags(ask -> ask.resources(image).tags(Ask.tag("a", "3")));
    clients()
        .ec2()
        .deleteTags(
            ask ->
                ask.resources(image)
                    .tags(Tag.builder().key("b").build(), Ask.tag("a", "another value")));

    assertThat(describeSnapshot(snapshot).tags())
        .containsExactly(Ask.tag("a", "1"), Ask.tag("b", "2"));
    assertThat(describeImage(image).tags()).containsExactly(Ask.tag("a", "3"));
  }

  @Test
  void tagsAllResourcesOrNone() {
    String snapshot = completedSnapshot();

    assertThat(
            refusal(
                () ->
                    clients()
                        .ec2()
                        .createTags(
                            ask ->
                                ask.resources(snapshot, "ami-0123456789abcdef0")
                                    .tags(Ask.tag("a", "1")))))
        .isEqualTo("InvalidAMIID.NotFound 400");
    assertThat(describeSnapshot(snapshot).tags()).isEmpty();
  }

  @Test
  void copiesAnImageWithItsDisksToAnotherRegion() throws Exception {
    String snapshot = completedSnapshot();
    String image = register("blog", snapshot);
    String kernel = kernel();
    open(settings().named("local-2").readyAfter(1));

    String copy = copy("blog", image, "token");

    assertThat(copy("blog", image, "token")).as("the same token").isEqualTo(copy);
    assertThat(refusal(() -> copy("other", image, "token")))
        .isEqualTo("IdempotentParameterMismatch 400");
    assertThat(refusal(() -> copy("blog", image, "second")))
        .isEqualTo("InvalidAMIName.Duplicate 400");
    Image copied = describeImage(copy);
    assertThat(copied.stateAsString()).isEqualTo("pending");
    assertThat(copied.kernelId()).isEqualTo(kernel()).isNotEqualTo(kernel);
    assertThat(copied.sourceImageId()).isEqualTo(image);
    assertThat(copied.sourceImageRegion()).isEqualTo("local");
    String disk = copied.blockDeviceMappings().get(0).ebs().snapshotId();
    assertThat(disk).isNotEqualTo(snapshot);
    assertThat(describeSnapshot(disk).stateAsString()).isEqualTo("pending");
    assertThat(describeSnapshot(disk).stateAsString()).isEqualTo("completed");
    assertThat(describeImage(copy).stateAsString()).isEqualTo("available");
    assertThat(new Reader(clients().ebs()).block(disk, 0)).isEqualTo(TestBlocks.random(0));
  }

  private String copy(String name, String image, String token) {
    return clients()
        .ec2()
        .copyImage(
            ask -> ask.name(name).sourceImageId(image).sourceRegion("local").clientToken(token))
        .imageId();
  }

  @Test
  void copiesOnlyAvailableImagesOfItsRegions() {
    assertThat(refusal(() -> copy("blog", "ami-0123456789abcdef0", "token")))
        .isEqualTo("InvalidAMIID.NotFound 400");
    assertThat(
            refusal(
                () ->
                    clients()
                        .ec2()
                        .copyImage(
                            ask ->
                                ask.name("blog")
                                    .sourceImageId("ami-0123456789abcdef0")
                                    .sourceRegion("moon"))))
        .isEqualTo("InvalidParameterValue 400");
  }
}
