package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.local.service.Policy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ebs.model.AccessDeniedException;
import software.amazon.awssdk.services.ebs.model.Tag;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Tests STS, SSM and KMS, and the policy that applies to all of them. */
class ServicesTest extends RegionTest {

  @Test
  void saysWhoCalls() {
    assertThat(clients().sts().getCallerIdentity().account()).isEqualTo("123456789012");
    assertThat(clients().sts().getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::123456789012:user/local");
  }

  @Test
  void movesAParameterToANewImage() {
    String first = register("blog-1", completedSnapshot());
    String second = register("blog-2", completedSnapshot());

    long version = put("/blog/ami", first, false);
    assertThat(refusal(() -> put("/blog/ami", second, false)))
        .isEqualTo("ParameterAlreadyExists 400");
    assertThat(put("/blog/ami", second, true)).isEqualTo(version + 1);

    Parameter parameter = clients().ssm().getParameter(get -> get.name("/blog/ami")).parameter();
    assertThat(parameter.value()).isEqualTo(second);
    assertThat(parameter.version()).isEqualTo(2);
    assertThat(parameter.dataType()).isEqualTo("aws:ec2:image");
    assertThat(parameter.typeAsString()).isEqualTo("String");
    assertThat(parameter.lastModifiedDate()).isEqualTo(now());
    assertThat(parameter.arn()).isEqualTo("arn:aws:ssm:local:123456789012:parameter/blog/ami");
  }

  private long put(String name, String image, boolean overwrite) {
    return clients()
        .ssm()
        .putParameter(
            put ->
                put.name(name)
                    .value(image)
                    .type("String")
                    .dataType("aws:ec2:image")
                    .overwrite(overwrite))
        .version();
  }

  @Test
  void refusesAParameterForAnImageThatIsNot() {
    assertThat(refusal(() -> put("/blog/ami", "ami-0123456789abcdef0", false)))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> put("blog/ami", "ami-0123456789abcdef0", false)))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> put("/aws/ami", "ami-0123456789abcdef0", false)))
        .isEqualTo("AccessDeniedException 400");
    assertThat(refusal(() -> put("/a".repeat(16), "ami-0123456789abcdef0", false)))
        .isEqualTo("HierarchyLevelLimitExceededException 400");
  }

  @Test
  void deletesAParameter() {
    clients().ssm().putParameter(put -> put.name("a").value("b").type("String"));

    clients().ssm().deleteParameter(delete -> delete.name("a"));

    assertThat(refusal(() -> clients().ssm().getParameter(get -> get.name("a"))))
        .isEqualTo("ParameterNotFound 400");
  }

  @Test
  void describesAKeyByEachOfItsNames() {
    String arn = clients().kms().describeKey(ask -> ask.keyId("alias/mirage")).keyMetadata().arn();

    assertThat(clients().kms().describeKey(ask -> ask.keyId(arn)).keyMetadata().enabled()).isTrue();
    assertThat(
            clients()
                .kms()
                .describeKey(ask -> ask.keyId("alias/disabled"))
                .keyMetadata()
                .keyStateAsString())
        .isEqualTo("Disabled");
    assertThat(
            clients()
                .kms()
                .describeKey(ask -> ask.keyId("alias/aws/ebs"))
                .keyMetadata()
                .keyManagerAsString())
        .isEqualTo("AWS");
    assertThat(refusal(() -> clients().kms().describeKey(ask -> ask.keyId("alias/none"))))
        .isEqualTo("NotFoundException 400");
  }

  @Test
  void deniesWhatThePolicyDoesNotAllow() throws Exception {
    String snapshot = completedSnapshot();
    open(settings().allowing(Policy.denying("ec2:RegisterImage", "ebs:PutSnapshotBlock")));
    String open = uploader().start(1);

    assertThatThrownBy(() -> register("blog", snapshot))
        .hasMessageContaining("You are not authorized to perform this operation.")
        .hasMessageContaining("not authorized to perform: ec2:RegisterImage")
        .hasMessageContaining("Encoded authorization failure message: ");
    assertThat(refusal(() -> register("blog", snapshot, image -> image.dryRun(true))))
        .isEqualTo("UnauthorizedOperation 403");
    assertThatThrownBy(() -> uploader().put(open, 0, TestBlocks.zeros()))
        .isInstanceOfSatisfying(
            AccessDeniedException.class,
            denied -> {
              assertThat(denied.reasonAsString()).isEqualTo("UNAUTHORIZED_ACCOUNT");
              assertThat(denied.getMessage()).contains("ebs:PutSnapshotBlock");
            });
  }

  @Test
  void wantsThePermissionToTagForWhatIsMadeWithTags() throws Exception {
    String snapshot = completedSnapshot();
    open(settings().allowing(Policy.denying("ec2:CreateTags")));

    assertThat(
            refusal(
                () ->
                    register(
                        "blog",
                        snapshot,
                        image -> image.tagSpecifications(Ask.tags("image", Ask.tag("a", "b"))))))
        .isEqualTo("UnauthorizedOperation 403");
    assertThat(
            refusal(
                () ->
                    clients()
                        .ebs()
                        .startSnapshot(
                            start ->
                                start
                                    .volumeSize(1L)
                                    .tags(Tag.builder().key("a").value("b").build()))))
        .isEqualTo("AccessDeniedException 403");
    register("blog", snapshot);
  }

  @Test
  void readsAPolicyDocument() throws Exception {
    Policy policy =
        Policy.of(
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["ec2:Describe*", "sts:*"], "Resource": "*"},
              {"Effect": "Deny", "Action": "ec2:DescribeRegions", "Resource": "*"}]}
            """);
    open(settings().allowing(policy));

    clients().ec2().describeInstances();
    clients().sts().getCallerIdentity();
    assertThat(refusal(() -> clients().ec2().describeRegions()))
        .isEqualTo("UnauthorizedOperation 403");
    assertThat(refusal(() -> uploader().start(1))).isEqualTo("AccessDeniedException 403");
    assertThatThrownBy(() -> Policy.of("{\"Statement\":[{\"NotAction\":\"*\"}]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
