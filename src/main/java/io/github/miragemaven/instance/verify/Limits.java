package io.github.miragemaven.instance.verify;

import java.time.Duration;

/**
 * How long is waited, and how often something is tried again.
 *
 * @param connect until a connection must have come about
 * @param answer until a page must have come whole
 * @param deadline until the site must answer: a unikernel boots, a name moves
 * @param attempts how often a page is asked for whose answer is not the right one, at least once;
 *     one that is not answered at all is asked for until the deadline
 * @param pause between two tries
 */
public record Limits(
    Duration connect, Duration answer, Duration deadline, int attempts, Duration pause) {

  /** What suits a site that has just been started. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          3,
          Duration.ofSeconds(2));

  /** These, with another deadline. */
  public Limits until(Duration limit) {
    return new Limits(connect, answer, limit, attempts, pause);
  }

  /** These, with another number of attempts. */
  public Limits trying(int times) {
    return new Limits(connect, answer, deadline, times, pause);
  }
}
