package io.github.miragemaven.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Runs work in child processes and kills them (SIGKILL) at random times. {@code
 * -Dmirage.test.seed=…} repeats the times of a failed run; {@code -Dmirage.test.kills=1000} kills
 * more processes, in tests that support it.
 */
public final class RandomKills {

  private static final String BEGUN = "begun";

  private final long seed = Long.getLong("mirage.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** The expected duration of the work in milliseconds, updated by work that completed. */
  private long lifetime;

  private int killed;

  /** Creates one for work that takes about this many milliseconds. */
  public RandomKills(long lifetime) {
    this.lifetime = lifetime;
  }

  /** Returns the number of kills for a test. */
  public static int count(int usual) {
    return Integer.getInteger("mirage.test.kills", usual);
  }

  /** The child process calls this when it is ready to be killed. */
  public static void begin() {
    System.out.println(BEGUN);
    System.out.flush();
  }

  /** Describes a kill for assertion messages. */
  public String describe(int kill) {
    return "kill %d of seed %d".formatted(kill, seed);
  }

  /** Returns the number of processes that were killed before they completed. */
  public int killed() {
    return killed;
  }

  /**
   * Starts the work and kills it.
   *
   * @param work the class whose main method does the work and calls {@link #begin}
   * @return whether it completed before the kill
   */
  public boolean kill(Class<?> work, List<String> arguments)
      throws IOException, InterruptedException {
    try (ChildJvm process = ChildJvm.start(work, arguments.toArray())) {
      assertThat(process.line()).isEqualTo(BEGUN);
      long start = System.nanoTime();
      boolean ended = process.endsWithin(random.nextLong(lifetime));
      if (ended) {
        lifetime = Math.max(200, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      } else {
        killed++;
      }
      return ended;
    }
  }
}
