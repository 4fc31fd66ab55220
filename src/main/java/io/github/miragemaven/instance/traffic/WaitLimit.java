package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for asynchronous operations of AWS up to a limit that the user may set.
 *
 * @param waiting waits
 * @param limit the limit of each wait; empty for its default
 */
record WaitLimit(Waiting waiting, Optional<Duration> limit) {

  private static final String ADVICE =
      "Set a longer limit (-Dmirage.switch.wait=PT30M), or check https://health.aws.amazon.com;"
          + " then run the same command again.";

  /**
   * Polls until there is a result.
   *
   * @param what the state to report while waiting, such as "the instance i-1 is not running"
   * @param usual the default limit
   */
  <T> T until(String what, Duration usual, Waiting.Check<T> check)
      throws FailureException, InterruptedException {
    return waiting.until(what, limit.orElse(usual), ADVICE, check);
  }

  /**
   * Polls until there is a result, regardless of the user's limit, because AWS has a limit itself.
   *
   * @param longest the limit of AWS
   */
  <T> T untilFixedLimit(String what, Duration longest, Waiting.Check<T> check)
      throws FailureException, InterruptedException {
    return waiting.until(what, longest, check);
  }
}
