package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Launches that are killed (SIGKILL) at random moments, each followed by one that is not, or by an
 * end of all. {@code -Dmirage.test.kills=1000} kills more of them, {@code -Dmirage.test.seed=…} at
 * the same moments.
 */
class KilledLaunchTest {

  private static final int KILLS = Integer.getInteger("mirage.test.kills", 30);
  private static final long SEED = Long.getLong("mirage.test.seed", System.nanoTime());

  @TempDir Path directory;

  private final Random random = new Random(SEED);

  /** How long a launch takes here, in milliseconds, by those that ended before their time. */
  private long lifetime = 2000;

  private int killed;

  @Test
  void leavesNoInstanceAndNoSecurityGroup() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Path own = Files.createDirectory(directory.resolve("kill-" + kill));
      String what = "kill %d of seed %d".formatted(kill, SEED);
      try (Launches launches = new Launches(own)) {
        launches.deploy(1);
        boolean ended = killSomewhere(own);
        if (kill % 2 == 0) {
          requireOneThatServes(launches, ended, what);
        }
        launches.terminate();
        assertThat(launches.instances()).as(what).isEmpty();
        assertThat(launches.groups()).as(what).isEmpty();
      }
    }
    assertThat(killed).as("launches that were killed in time").isGreaterThan(KILLS / 2);
  }

  /** One that had come to answer is left alone: visitors may be there. */
  private static void requireOneThatServes(Launches launches, boolean ended, String what)
      throws Exception {
    List<Instance> finished =
        launches.instances().stream().filter(instance -> !instance.isUnfinished()).toList();
    assertThat(finished).as(what).hasSizeBetween(ended ? 1 : 0, 1);
    Launched launched = launches.launch();
    assertThat(launches.instances())
        .as(what)
        .hasSize(finished.size() + 1)
        .allMatch(instance -> instance.verified().isPresent())
        .extracting(Instance::id)
        .contains(launched.instance().id());
    assertThat(launches.groups()).as(what).hasSize(1);
  }

  /** Whether the launch had ended before. */
  private boolean killSomewhere(Path own) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            LaunchToKill.class.getName(),
            own.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(LaunchToKill.BEGUN);
      long start = System.nanoTime();
      boolean ended = process.waitFor(random.nextLong(lifetime), TimeUnit.MILLISECONDS);
      if (ended) {
        lifetime = Math.max(200, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      } else {
        killed++;
      }
      return ended;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
