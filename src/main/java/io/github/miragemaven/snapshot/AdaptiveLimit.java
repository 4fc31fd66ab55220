package io.github.miragemaven.snapshot;

/**
 * How many requests may be in flight at once: one more after each round of them that goes well, and
 * half as many when the service says that there are too many (additive increase, multiplicative
 * decrease, as TCP does it). There is no slow start: a service that throttles says so at once, and
 * most uploads are over before one would end.
 */
final class AdaptiveLimit {

  private static final int FEWEST = 4;

  private final int most;
  private double limit;
  private int inFlight;
  private long round;

  /**
   * A limit that moves up to a number.
   *
   * @param start how many at the start
   * @param most how many at most, 1 or more
   */
  AdaptiveLimit(int start, int most) {
    this.limit = Math.min(start, most);
    this.most = most;
  }

  /**
   * Waits for a place among those in flight.
   *
   * @return the round that the request belongs to, for {@link #throttled}
   */
  synchronized long enter() throws InterruptedException {
    while (inFlight >= (int) limit) {
      wait();
    }
    inFlight++;
    return round;
  }

  /** Gives the place back. */
  synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** A request went well. */
  synchronized void succeeded() {
    limit = Math.min(most, limit + 1 / limit);
    notifyAll();
  }

  /** A request was too much. All that were sent in the same round count as one. */
  synchronized void throttled(long roundOfRequest) {
    if (roundOfRequest == round) {
      round++;
      limit = Math.max(Math.min(FEWEST, most), limit / 2);
    }
  }

  /** How many may be in flight now. */
  synchronized int now() {
    return (int) limit;
  }
}
