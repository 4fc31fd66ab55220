package io.github.miragemaven.aws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another try: a random time below a bound that doubles from one try to the
 * next ("full jitter"), so that many who failed together do not come back together.
 *
 * @param first the bound of the first wait
 * @param longest the bound that no wait exceeds
 */
public record Backoff(Duration first, Duration longest) {

  /** The wait behind a number of failed tries, 1 or more. */
  public Duration after(int failures, RandomGenerator random) {
    double doubled = (double) first.toNanos() * Math.pow(2, failures - 1);
    long bound = (long) Math.min((double) longest.toNanos(), doubled);
    return Duration.ofNanos(random.nextLong(bound + 1));
  }
}
