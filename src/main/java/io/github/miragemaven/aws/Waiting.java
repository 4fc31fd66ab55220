package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for what AWS does in its own time: with a limit, and a word now and then. */
public final class Waiting {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration WORD = Duration.ofSeconds(15);

  private final Progress progress;
  private final Time time;

  /** Waits by this clock. */
  public Waiting(Progress progress, Time time) {
    this.progress = progress;
    this.time = time;
  }

  /**
   * A look at what is waited for.
   *
   * @param <T> what is there in the end
   */
  @FunctionalInterface
  public interface Look<T> {

    /**
     * Looks once; empty if it is not there yet.
     *
     * @throws FailureException if it will never be
     */
    Optional<T> take() throws FailureException;
  }

  /**
   * Looks until it is there.
   *
   * @param what it is, as in "the AMI ami-1 is not available"
   * @throws EnvironmentFailureException if it takes longer than the limit
   */
  public <T> T until(String what, Duration limit, Look<T> look)
      throws FailureException, InterruptedException {
    return until(
        what,
        limit,
        "Look at https://health.aws.amazon.com, and run the same command again.",
        look);
  }

  /**
   * Looks until it is there.
   *
   * @param what it is, as in "the AMI ami-1 is not available"
   * @param advice what to do where it takes longer than the limit
   * @throws EnvironmentFailureException if it does
   */
  public <T> T until(String what, Duration limit, String advice, Look<T> look)
      throws FailureException, InterruptedException {
    Instant start = time.now();
    Instant told = start;
    Duration pause = FIRST;
    while (true) {
      Optional<T> found = look.take();
      if (found.isPresent()) {
        return found.get();
      }
      Instant now = time.now();
      Duration waited = Duration.between(start, now);
      if (waited.compareTo(limit) > 0) {
        throw new EnvironmentFailureException(
            "After %s %s.%n%s"
                .formatted(
                    waited.toMinutes() > 1
                        ? waited.toMinutes() + " minutes"
                        : waited.toSeconds() + " s",
                    what,
                    advice));
      }
      if (Duration.between(told, now).compareTo(WORD) > 0) {
        progress.info("waiting: %s after %d s".formatted(what, waited.toSeconds()));
        told = now;
      }
      time.pass(pause);
      pause = pause.multipliedBy(3).dividedBy(2);
      pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
  }
}
