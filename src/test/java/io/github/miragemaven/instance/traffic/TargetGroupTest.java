package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

@SuppressWarnings("unchecked") // The SDK takes generic builders as varargs.
class TargetGroupTest {

  @TempDir Path directory;

  private Blog blog;

  @BeforeEach
  void open() throws Exception {
    blog = new Blog(directory);
    blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void registersTheNewInstanceBeforeDeregisteringTheOld() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    assertThat(blog.targets("blog")).containsOnlyKeys(old).containsValue("healthy");
    String recent = blog.launch(2);

    blog.switchOver();

    assertThat(blog.targets("blog")).containsOnlyKeys(recent).containsValue("healthy");
    assertThat(blog.tags(recent)).containsEntry(TagKeys.BEFORE, old);
    assertThat(blog.tags(old)).containsKey(TagKeys.DUE);

    assertThat(blog.rollBack()).isEqualTo(old);
    assertThat(blog.targets("blog")).containsOnlyKeys(old).containsValue("healthy");
  }

  @Test
  void keepsForeignTargets() throws Exception {
    String stranger = blog.launch(1);
    blog.inRegion(
        region ->
            region
                .ec2()
                .deleteTags(
                    ask ->
                        ask.resources(stranger).tags(Tag.builder().key(TagKeys.PROJECT).build())));
    blog.register("blog", stranger);
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);

    blog.switchOver();

    assertThat(blog.targets("blog")).containsOnlyKeys(stranger, recent);
    assertThat(blog.tags(recent)).containsEntry(TagKeys.BEFORE, old);
  }

  @Test
  void registersAddressesInIpGroups() throws Exception {
    blog.targetGroup("addresses", TargetTypeEnum.IP);
    String id = blog.launch(1);

    blog.switchOver();

    String address = blog.instance(id).addresses().privateIp().orElseThrow();
    assertThat(blog.targets("addresses")).containsOnlyKeys(address);
  }

  @Test
  void routesBackIfTheNewInstanceIsUnhealthy() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    blog.failing(Faults.none().on("RegisterTargets").attempt(1).give(Fault.failsLater()));

    assertThatThrownBy(blog::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining(recent + " as unhealthy: Health checks failed");

    assertThat(blog.targets("blog")).containsOnlyKeys(old).containsValue("healthy");
    assertThat(blog.tags(recent)).doesNotContainKey(TagKeys.BEFORE);
  }

  @Test
  void routesBackIfTheOldInstanceCannotBeDeregistered() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    blog.launch(2);
    blog.failing(
        Faults.none()
            .on("DeregisterTargets")
            .attempt(1)
            .give(Fault.denied())
            .on("DescribeTargetHealth")
            .attempts(1, 2)
            .give(Fault.throttled()));

    assertThatThrownBy(blog::switchOver)
        .hasMessageContaining("lack the permission elasticloadbalancing:DeregisterTargets");

    assertThat(blog.targets("blog")).containsOnlyKeys(old);
  }

  @Test
  void routesBackImmediatelyIfInterruptedWhileDraining() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    InterruptedDraining time = new InterruptedDraining(blog, old);

    assertThatThrownBy(blog.by(time).readyAfter(4)::switchOver)
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();

    assertThat(time.pausesAfterwards()).isZero();
    assertThat(blog.targets("blog"))
        .containsEntry(recent, "draining")
        .hasEntrySatisfying(old, state -> assertThat(state).isIn("initial", "healthy"));
    assertThat(blog.tags(old)).doesNotContainKey(TagKeys.DUE);
    assertThat(blog.tags(recent)).doesNotContainKey(TagKeys.BEFORE);

    assertThat(blog.by(new QuickTime()).switchOver()).isEqualTo(recent);
    assertThat(blog.targets("blog")).containsOnlyKeys(recent).containsValue("healthy");
  }

  @Test
  void registersDrainingTargetAgain() throws Exception {
    String id = blog.launch(1);
    blog.switchOver();
    blog.readyAfter(50).deregister("blog", id);

    blog.readyAfter(1).switchOver();

    assertThat(blog.targets("blog")).containsOnlyKeys(id).containsValue("healthy");
  }

  @Test
  void limitsTheWaitForHealth() throws Exception {
    blog.launch(1);

    assertThatThrownBy(blog.readyAfter(1000).waiting(Duration.ofMinutes(3))::switchOver)
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageStartingWith("After 3 minutes the target group blog does not report i-");
  }

  @Test
  void toleratesLostResponses() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    blog.failing(
        Faults.none()
            .on("RegisterTargets", "DeregisterTargets", "DescribeTargetGroups")
            .attempt(1)
            .give(Fault.answerLost()));

    blog.switchOver();

    assertThat(blog.targets("blog")).containsOnlyKeys(recent).doesNotContainKey(old);
  }

  @Test
  void reportsMissingOrForbiddenGroup() throws Exception {
    blog.launch(1);
    assertThatThrownBy(blog.allowed(Policy.denying("elasticloadbalancing:*"))::switchOver)
        .hasMessageContaining("elasticloadbalancing:DescribeTargetGroups");
    assertThatThrownBy(
            blog.allowed(Policy.everything()).at(new PublicName.Group("bolg"))::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.switch.targetGroup is \"bolg\"");
  }
}
