package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a switch and a rollback wait for what AWS does in its own time.
 *
 * @param waiting waits
 * @param limit how long for each thing; empty for what is usual for it
 */
record Patience(Waiting waiting, Optional<Duration> limit) {

  private static final String ADVICE =
      "Give it more time (-Dmirage.switch.wait=PT30M), or look at https://health.aws.amazon.com;"
          + " then run the same command again.";

  /**
   * Looks until it is there.
   *
   * @param what it is, as in "the instance i-1 does not run"
   * @param usual how long that is waited for where nothing else is set
   */
  <T> T until(String what, Duration usual, Waiting.Check<T> look)
      throws FailureException, InterruptedException {
    return waiting.until(what, limit.orElse(usual), ADVICE, look);
  }

  /**
   * Looks until it is there, whatever is set: for what has a limit of its own in AWS.
   *
   * @param longest the longest that AWS takes
   */
  <T> T untilItsEnd(String what, Duration longest, Waiting.Check<T> look)
      throws FailureException, InterruptedException {
    return waiting.until(what, longest, look);
  }
}
