package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.tools.RandomKills;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deployments that are killed (SIGKILL) at random moments, each followed by one that is not. {@code
 * -Dmirage.test.kills=1000} kills more of them, {@code -Dmirage.test.seed=…} at the same moments.
 */
@Slow
class KilledDeploymentTest {

  private static final int KILLS = RandomKills.count(40);
  private static final List<Integer> BEFORE = List.of(1, 0, 2, 3, 4, 5, 6, 7);
  private static final List<Integer> AFTER = List.of(1, 8, 2, 0, 9, 5);

  @TempDir Path directory;

  private final RandomKills kills = new RandomKills(2000);

  @Test
  void leavesOneAmiAndOneSnapshotOfTheWholeImage() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      boolean onTop = kill % 2 == 1;
      Deployments deployments = new Deployments(own);
      if (onTop) {
        deployments.deploy(BEFORE);
      }
      List<Integer> image = onTop ? AFTER : BEFORE;
      kills.kill(DeploymentToKill.class, DeploymentToKill.arguments(own, image));
      boolean cleaned = kill % 5 == 4;
      Deployed deployed = (cleaned ? deployments.cleaned() : deployments).deploy(image);
      requireNothingElse(deployments, deployed, onTop ? 2 : 1, kills.describe(kill));
    }
    assertThat(kills.killed()).as("deployments that were killed in time").isGreaterThan(KILLS / 2);
  }

  private static void requireNothingElse(
      Deployments deployments, Deployed deployed, int amis, String what) throws Exception {
    assertThat(deployments.regions.leaks("local")).as(what).isEmpty();
    assertThat(deployments.holdsTheImage("local", deployed.snapshot())).as(what).isTrue();
    Inventory inventory = deployments.inventory("local");
    assertThat(inventory.amis()).as(what).hasSize(amis);
    assertThat(inventory.snapshots()).as(what).hasSize(amis);
    assertThat(inventory.snapshots())
        .as(what)
        .extracting(StoredSnapshot::state)
        .containsOnly(StoredSnapshot.State.COMPLETED);
  }
}
