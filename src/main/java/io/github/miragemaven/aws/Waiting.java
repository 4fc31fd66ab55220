package io.github.miragemaven.aws;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for an asynchronous operation of AWS, up to a limit, and reports progress. */
public final class Waiting {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(15);

  private final Progress progress;
  private final Time time;

  /** Creates a waiter that uses this clock. */
  public Waiting(Execution execution) {
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /**
   * Checks for the result of the operation.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  public interface Check<T> {

    /**
     * Checks once.
     *
     * @return the result, or empty if the operation is still in progress
     * @throws FailureException if the operation has failed
     */
    Optional<T> run() throws FailureException;
  }

  /**
   * Polls until there is a result.
   *
   * @param what the state to report while waiting, such as "the AMI ami-1 is not available"
   * @throws EnvironmentFailureException after the limit
   */
  public <T> T until(String what, Duration limit, Check<T> check)
      throws FailureException, InterruptedException {
    return until(
        what,
        limit,
        "Look at https://health.aws.amazon.com, and run the same command again.",
        check);
  }

  /**
   * Polls until there is a result.
   *
   * @param what the state to report while waiting, such as "the AMI ami-1 is not available"
   * @param advice the next thing to do after the limit
   * @throws EnvironmentFailureException after the limit
   */
  public <T> T until(String what, Duration limit, String advice, Check<T> check)
      throws FailureException, InterruptedException {
    Instant start = time.now();
    Instant reported = start;
    Duration pause = FIRST;
    while (true) {
      Optional<T> found = check.run();
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
      if (Duration.between(reported, now).compareTo(REPORT_INTERVAL) > 0) {
        progress.info("waiting: %s after %d s".formatted(what, waited.toSeconds()));
        reported = now;
      }
      time.pass(pause);
      pause = pause.multipliedBy(3).dividedBy(2);
      pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
  }
}
