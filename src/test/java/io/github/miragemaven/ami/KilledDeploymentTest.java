package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.snapshot.StoredSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deployments that are killed (SIGKILL) at random moments, each followed by one that is not. {@code
 * -Dmirage.test.kills=1000} kills more of them, {@code -Dmirage.test.seed=…} at the same moments.
 */
class KilledDeploymentTest {

  private static final int KILLS = Integer.getInteger("mirage.test.kills", 100);
  private static final long SEED = Long.getLong("mirage.test.seed", System.nanoTime());
  private static final List<Integer> BEFORE = List.of(1, 0, 2, 3, 4, 5, 6, 7);
  private static final List<Integer> AFTER = List.of(1, 8, 2, 0, 9, 5);

  @TempDir Path directory;

  private final Random random = new Random(SEED);

  /** How long a deployment takes here, in milliseconds, by those that ended before their time. */
  private long lifetime = 2000;

  private int killed;

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
      killSomewhere(own, image);
      boolean cleaned = kill % 5 == 4;
      Deployed deployed = (cleaned ? deployments.cleaned() : deployments).deploy(image);
      requireNothingElse(
          deployments, deployed, onTop ? 2 : 1, "kill %d of seed %d".formatted(kill, SEED));
    }
    assertThat(killed).as("deployments that were killed in time").isGreaterThan(KILLS / 2);
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

  private void killSomewhere(Path own, List<Integer> image)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                DeploymentToKill.class.getName(),
                own.toString()));
    image.forEach(block -> command.add(block.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(DeploymentToKill.BEGUN);
      long start = System.nanoTime();
      boolean ended = process.waitFor(random.nextLong(lifetime), TimeUnit.MILLISECONDS);
      if (ended) {
        lifetime = Math.max(200, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      } else {
        killed++;
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
