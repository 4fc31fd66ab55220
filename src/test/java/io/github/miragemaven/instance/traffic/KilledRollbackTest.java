package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance.State;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Rollbacks that are killed at random moments, each followed by an undisturbed rollback or switch.
 * {@code -Dmirage.test.seed=…} kills at the same moments.
 */
@Slow
class KilledRollbackTest {

  private static final String RECORD = "www.birds.example";
  private static final String GROUP = "blog";

  @TempDir Path directory;

  private Kills kills;
  private Blog blog;
  private String address;
  private String zone;

  @BeforeEach
  void open() throws Exception {
    kills = new Kills(directory);
    blog = new Blog(directory);
    address = blog.elasticIp();
    zone = blog.zone("birds.example", false);
    blog.targetGroup(GROUP, TargetTypeEnum.INSTANCE);
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void leavesOneOwnerOfTheNameAndNoLeaks() throws Exception {
    String old = blog.launch(1);
    // The address first, since the record routes to the current address of the instance.
    List<String> names = List.of(address, GROUP, RECORD);
    for (String name : names) {
      blog.at(SwitchToKill.name(name)).switchOver();
    }
    for (int kill = 0; kill < Kills.COUNT; kill++) {
      String what = kills.what(kill);
      String name = names.get(kill % names.size());
      String recent = blog.launch(1);
      blog.at(SwitchToKill.name(name)).switchOver();
      if (kill % 4 == 3) {
        blog.stop(old);
      }
      kills.kill(name, "rollback");
      if (kill % 2 == 0) {
        rollBackUnlessDone();
        requireOwner(name, old, recent, what);
      } else {
        boolean rolledBack = blog.switchOver().equals(old);
        requireOwner(name, rolledBack ? old : recent, rolledBack ? recent : old, what);
        rollBackUnlessDone();
        requireOwner(name, old, recent, what);
      }
      assertThat(blog.instances()).as(what).containsExactlyInAnyOrder(old, recent);
      blog.terminate(recent);
    }
    kills.requireMost();
  }

  /** A rollback that was killed at its very end has nothing left to do. */
  private void rollBackUnlessDone() throws Exception {
    try {
      blog.rollBack();
    } catch (UserFailureException e) {
      assertThat(e).hasMessageContaining("no previous instance to roll back to");
    }
  }

  private void requireOwner(String name, String owner, String other, String what) throws Exception {
    assertThat(owners(name)).as(what).containsExactly(target(name, owner));
    assertThat(blog.instance(owner).state()).as(what).isEqualTo(State.RUNNING);
    assertThat(blog.tags(owner)).as(what).doesNotContainKey(TagKeys.DUE);
    assertThat(blog.tags(other)).as(what).containsKey(TagKeys.DUE);
  }

  private Set<String> owners(String name) throws Exception {
    return switch (name) {
      case RECORD -> Set.copyOf(blog.records(zone));
      case GROUP -> blog.targets(GROUP).keySet();
      default -> Set.of(blog.instanceOf(address).orElseThrow());
    };
  }

  private String target(String name, String id) throws Exception {
    return name.equals(RECORD) ? RECORD + ". A 60 " + blog.publicAddress(id) : id;
  }
}
