package io.github.miragemaven.instance.verify;

import java.time.Duration;

/**
 * Timeouts and retries of a verification.
 *
 * @param connect timeout of a connection
 * @param answer timeout of a complete response
 * @param deadline time until the site must respond, such as while it boots or its DNS name changes
 * @param attempts maximum number of requests for a page with wrong responses, at least one; a page
 *     without any response is requested until the deadline
 * @param pause pause between attempts
 */
public record Limits(
    Duration connect, Duration answer, Duration deadline, int attempts, Duration pause) {

  /** Defaults for a site that has just been started. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          3,
          Duration.ofSeconds(2));

  /** Returns a copy with another deadline. */
  public Limits withDeadline(Duration limit) {
    return new Limits(connect, answer, limit, attempts, pause);
  }

  /** Returns a copy with another number of attempts. */
  public Limits withAttempts(int times) {
    return new Limits(connect, answer, deadline, times, pause);
  }
}
