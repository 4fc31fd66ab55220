package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.Instance.State;
import io.github.miragemaven.tools.RandomKills;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Switches that are killed (SIGKILL) at random moments, each followed by one that is not. {@code
 * -Dmirage.test.seed=…} kills at the same moments.
 */
class KilledSwitchTest {

  private static final int KILLS = 20;

  @TempDir Path directory;

  private final RandomKills kills = new RandomKills(1000);
  private Blog blog;

  @BeforeEach
  void open() throws Exception {
    blog = new Blog(directory);
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void leadToTheNewInstanceAndLoseNothing() throws Exception {
    String address = blog.elasticIp();
    blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
    String group = "blog";
    String old = blog.launch(1);
    blog.at(new PublicName.Address(address)).switchOver();
    blog.at(new PublicName.Group(group)).switchOver();
    for (int kill = 0; kill < KILLS; kill++) {
      String what = kills.describe(kill);
      String recent = blog.launch(1);
      kills.kill(
          SwitchToKill.class, List.of(directory.toString(), kill % 2 == 0 ? address : group));
      blog.at(new PublicName.Address(address)).switchOver();
      blog.at(new PublicName.Group(group)).switchOver();

      assertThat(blog.behind(address)).as(what).contains(recent);
      assertThat(blog.targets(group)).as(what).containsOnlyKeys(recent);
      assertThat(blog.tags(recent))
          .as(what)
          .containsEntry(TagKeys.BEFORE, old)
          .doesNotContainKey(TagKeys.DUE);
      assertThat(blog.instance(old).state()).as(what).isEqualTo(State.RUNNING);
      assertThat(blog.tags(old)).as(what).containsKey(TagKeys.DUE);
      blog.end(old);
      old = recent;
    }
    assertThat(kills.killed()).as("switches that were killed in time").isGreaterThan(KILLS / 2);
  }
}
