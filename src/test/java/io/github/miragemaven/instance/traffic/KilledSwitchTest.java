package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.Instance.State;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Switches that are killed at random moments, each followed by an undisturbed one. {@code
 * -Dmirage.test.seed=…} kills at the same moments.
 */
@Slow
class KilledSwitchTest {

  @TempDir Path directory;

  private Kills kills;
  private Blog blog;

  @BeforeEach
  void open() throws Exception {
    kills = new Kills(directory);
    blog = new Blog(directory);
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void routesToTheNewInstanceWithoutLeaks() throws Exception {
    String address = blog.elasticIp();
    blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
    String group = "blog";
    String old = blog.launch(1);
    blog.at(new PublicName.Address(address)).switchOver();
    blog.at(new PublicName.Group(group)).switchOver();
    for (int kill = 0; kill < Kills.COUNT; kill++) {
      String what = kills.what(kill);
      String recent = blog.launch(1);
      kills.kill(kill % 2 == 0 ? address : group, "switch");
      blog.at(new PublicName.Address(address)).switchOver();
      blog.at(new PublicName.Group(group)).switchOver();

      assertThat(blog.instanceOf(address)).as(what).contains(recent);
      assertThat(blog.targets(group)).as(what).containsOnlyKeys(recent);
      requireSuccession(old, recent, what);
      blog.terminate(old);
      old = recent;
    }
    kills.requireMost();
  }

  @Test
  void routesRecordToTheNewInstanceWithoutLeaks() throws Exception {
    String zone = blog.zone("birds.example", false);
    String name = "www.birds.example";
    String old = blog.launch(1);
    blog.at(SwitchToKill.name(name)).switchOver();
    for (int kill = 0; kill < Kills.COUNT; kill++) {
      String what = kills.what(kill);
      String recent = blog.launch(1);
      kills.kill(name, "switch");
      blog.switchOver();

      assertThat(blog.records(zone))
          .as(what)
          .containsExactly("www.birds.example. A 60 " + blog.publicAddress(recent));
      requireSuccession(old, recent, what);
      blog.terminate(old);
      old = recent;
    }
    kills.requireMost();
  }

  private void requireSuccession(String old, String recent, String what) throws Exception {
    assertThat(blog.tags(recent))
        .as(what)
        .containsEntry(TagKeys.BEFORE, old)
        .doesNotContainKey(TagKeys.DUE);
    assertThat(blog.instance(old).state()).as(what).isEqualTo(State.RUNNING);
    assertThat(blog.tags(old)).as(what).containsKey(TagKeys.DUE);
    assertThat(blog.instances()).as(what).containsExactlyInAnyOrder(old, recent);
  }
}
