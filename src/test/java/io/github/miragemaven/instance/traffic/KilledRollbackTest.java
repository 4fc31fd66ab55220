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
 * Rollbacks that are killed at random moments, each followed by a rollback or a switch that is not.
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
  void leaveOneOwnerOfTheNameAndLoseNothing() throws Exception {
    String old = blog.launch(1);
    // The address first: the record leads to the address that the instance has then.
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
        rollBackUnlessThatIsDone();
        requireOwner(name, old, recent, what);
      } else {
        boolean led = blog.switchOver().equals(old);
        requireOwner(name, led ? old : recent, led ? recent : old, what);
        rollBackUnlessThatIsDone();
        requireOwner(name, old, recent, what);
      }
      assertThat(blog.there()).as(what).containsExactlyInAnyOrder(old, recent);
      blog.end(recent);
    }
    kills.requireMost();
  }

  /** One that was killed at its very end has nothing left to be rolled back. */
  private void rollBackUnlessThatIsDone() throws Exception {
    try {
      blog.rollBack();
    } catch (UserFailureException e) {
      assertThat(e).hasMessageContaining("nothing to roll back to");
    }
  }

  private void requireOwner(String name, String owner, String other, String what) throws Exception {
    assertThat(owners(name)).as(what).containsExactly(place(name, owner));
    assertThat(blog.instance(owner).state()).as(what).isEqualTo(State.RUNNING);
    assertThat(blog.tags(owner)).as(what).doesNotContainKey(TagKeys.DUE);
    assertThat(blog.tags(other)).as(what).containsKey(TagKeys.DUE);
  }

  private Set<String> owners(String name) throws Exception {
    return switch (name) {
      case RECORD -> Set.copyOf(blog.records(zone));
      case GROUP -> blog.targets(GROUP).keySet();
      default -> Set.of(blog.behind(address).orElseThrow());
    };
  }

  private String place(String name, String id) throws Exception {
    return name.equals(RECORD) ? RECORD + ". A 60 " + blog.publicAddress(id) : id;
  }
}
