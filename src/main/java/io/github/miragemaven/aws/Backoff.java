package io.github.miragemaven.aws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: a random delay below a bound that doubles with each
 * attempt, so that clients that failed together do not retry together.
 *
 * @param first the bound of the first delay
 * @param longest the highest bound
 */
public record Backoff(Duration first, Duration longest) {

  /** Returns the delay after a number of failed attempts, 1 or more. */
  public Duration after(int failures, RandomGenerator random) {
    double doubled = (double) first.toNanos() * Math.pow(2, failures - 1);
    long bound = (long) Math.min((double) longest.toNanos(), doubled);
    return Duration.ofNanos(random.nextLong(bound + 1));
  }
}
