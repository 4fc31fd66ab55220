package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RandomKills;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Launches that are killed (SIGKILL) at random moments, each followed by an undisturbed one, or by
 * a termination. {@code -Dmirage.test.kills=1000} kills more of them, {@code -Dmirage.test.seed=…}
 * at the same moments.
 */
@Slow
class KilledLaunchTest {

  private static final int KILLS = RandomKills.count(15);

  @TempDir Path directory;

  private final RandomKills kills = new RandomKills(2000);

  @Test
  void leavesNoInstanceAndNoSecurityGroup() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      String what = kills.describe(kill);
      try (Launches launches = new Launches(own)) {
        launches.deploy(1);
        boolean ended = kills.kill(LaunchToKill.class, List.of(own.toString()));
        if (kill % 2 == 0) {
          assertServingInstanceKept(launches, ended, what);
        }
        launches.terminate();
        assertThat(launches.instances()).as(what).isEmpty();
        assertThat(launches.groups()).as(what).isEmpty();
      }
    }
    assertThat(kills.killed()).as("launches that were killed in time").isGreaterThan(KILLS / 2);
  }

  /** An instance that has passed verification is kept, since it may receive traffic. */
  private static void assertServingInstanceKept(Launches launches, boolean ended, String what)
      throws Exception {
    List<Instance> finished =
        launches.instances().stream().filter(instance -> !instance.isUnfinished()).toList();
    assertThat(finished).as(what).hasSizeBetween(ended ? 1 : 0, 1);
    LaunchResult launched = launches.launch();
    assertThat(launches.instances())
        .as(what)
        .hasSize(finished.size() + 1)
        .allMatch(instance -> instance.verified().isPresent())
        .extracting(Instance::id)
        .contains(launched.instance().id());
    assertThat(launches.groups()).as(what).hasSize(1);
  }
}
