package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills (SIGKILL) switches and rollbacks at random moments. */
final class Kills {

  /** How many of each. */
  static final int COUNT = 20;

  private final Path directory;
  private final long seed;
  private final Random random;

  /** How long one takes here, in milliseconds, by those that ended before their time. */
  private long lifetime = 1000;

  private int killed;

  Kills(Path directory) {
    this.directory = directory;
    this.seed = Long.getLong("mirage.test.seed", System.nanoTime());
    this.random = new Random(seed);
  }

  /** What a test says of one that fails. */
  String what(int kill) {
    return "kill %d of seed %d".formatted(kill, seed);
  }

  /** Kills one that leads that name. */
  void kill(String name, String goal) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SwitchToKill.class.getName(),
                directory.toString(),
                name,
                goal)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(SwitchToKill.BEGUN);
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

  /** Most must have been killed before their end, or the test proves nothing. */
  void requireMost() {
    assertThat(killed).as("runs that were killed in time").isGreaterThan(COUNT / 2);
  }
}
