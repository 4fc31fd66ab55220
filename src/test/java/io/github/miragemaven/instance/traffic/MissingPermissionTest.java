package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.local.service.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** A switch without a permission names it and leaves the traffic as it was. */
class MissingPermissionTest {

  @TempDir Path directory;

  private Blog blog;

  @BeforeEach
  void open() throws Exception {
    blog = new Blog(directory);
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeAddresses",
        "ec2:AssociateAddress",
        "ec2:CreateTags",
        "ec2:DescribeInstances"
      })
  void namesMissingPermissionForElasticIp(String action) throws Exception {
    String address = blog.elasticIp();
    String old = blog.launch(1);
    blog.switchOver();

    requireRefusal(action, old);

    assertThat(blog.instanceOf(address)).contains(old);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "elasticloadbalancing:RegisterTargets"
      })
  void namesMissingPermissionForTargetGroup(String action) throws Exception {
    blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
    String old = blog.launch(1);
    blog.switchOver();

    requireRefusal(action, old);

    assertThat(blog.targets("blog")).containsEntry(old, "healthy");
  }

  /** A target that cannot be deregistered stays registered until the next switch. */
  @Test
  void namesMissingPermissionToDeregister() throws Exception {
    blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);

    assertThatThrownBy(
            blog.allowed(Policy.denying("elasticloadbalancing:DeregisterTargets"))::switchOver)
        .hasMessageContaining("lack the permission elasticloadbalancing:DeregisterTargets");

    assertThat(blog.targets("blog")).containsOnlyKeys(old, recent);
    assertThat(blog.progress.lines())
        .anyMatch(line -> line.contains("could not be routed back to " + old));
    blog.allowed(Policy.everything()).switchOver();
    assertThat(blog.targets("blog")).containsOnlyKeys(recent);
    assertThat(blog.tags(old)).containsKey(TagKeys.DUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "route53:GetHostedZone",
        "route53:ListHostedZonesByName",
        "route53:ListResourceRecordSets",
        "route53:ChangeResourceRecordSets",
        "route53:GetChange"
      })
  void namesMissingPermissionForRecord(String action) throws Exception {
    String zone = blog.zone("birds.example", false);
    blog.at(
        new PublicName.DnsName(
            "birds.example",
            Optional.of(zone).filter(id -> action.equals("route53:GetHostedZone")),
            Duration.ofSeconds(60)));
    String old = blog.launch(1);
    blog.switchOver();

    requireRefusal(action, old);

    assertThat(blog.records(zone))
        .containsExactly("birds.example. A 60 " + blog.publicAddress(old));
  }

  private void requireRefusal(String action, String old) throws Exception {
    String recent = blog.launch(2);

    assertThatThrownBy(blog.allowed(Policy.denying(action))::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("The AWS credentials lack the permission " + action + " in local.");

    assertThat(blog.tags(recent)).doesNotContainKeys(TagKeys.BEFORE, TagKeys.DUE);
    assertThat(blog.tags(old)).doesNotContainKey(TagKeys.DUE);
  }
}
