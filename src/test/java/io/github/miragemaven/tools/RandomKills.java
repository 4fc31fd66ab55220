package io.github.miragemaven.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills (SIGKILL) work in processes of its own at random moments. {@code -Dmirage.test.seed=…}
 * kills at the same moments, {@code -Dmirage.test.kills=1000} kills more of them where a test lets
 * that be said.
 */
public final class RandomKills {

  private static final String BEGUN = "begun";

  private final long seed = Long.getLong("mirage.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** How long the work takes here, in milliseconds, by that which ended before its time. */
  private long lifetime;

  private int killed;

  /** Kills of work that is supposed to take so many milliseconds. */
  public RandomKills(long lifetime) {
    this.lifetime = lifetime;
  }

  /** How many kills a test is to make. */
  public static int count(int usual) {
    return Integer.getInteger("mirage.test.kills", usual);
  }

  /** Called by the work, in its own process, when what may be killed begins. */
  public static void begin() {
    System.out.println(BEGUN);
    System.out.flush();
  }

  /** Which kill that is, for messages. */
  public String describe(int kill) {
    return "kill %d of seed %d".formatted(kill, seed);
  }

  /** How much of the work was killed in time. */
  public int killed() {
    return killed;
  }

  /**
   * Starts work and kills it.
   *
   * @param work the class whose main method does it, and calls {@link #begin}
   * @return whether it had ended before
   */
  public boolean kill(Class<?> work, List<String> arguments)
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
                work.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(BEGUN);
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
