package io.github.miragemaven.snapshot;

/**
 * How many requests may be in flight at once: few at the start, then one more for each that goes
 * well, up to a threshold; from there one more for each round of them, and half as many when the
 * service says that there are too many (slow start, additive increase, multiplicative decrease, as
 * TCP does it).
 */
final class AdaptiveLimit {

  private static final int FEWEST = 4;
  private static final int START = 16;

  private final int most;
  private int threshold;
  private double limit;
  private int inFlight;
  private long round;

  /**
   * A limit that moves up to a number.
   *
   * @param threshold up to how many it moves fast
   * @param most how many at most, 1 or more
   */
  AdaptiveLimit(int threshold, int most) {
    this.limit = Math.min(START, most);
    this.threshold = Math.min(threshold, most);
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
    limit = Math.min(most, limit + (limit < threshold ? 1 : 1 / limit));
    notifyAll();
  }

  /** A request was too much. All that were sent in the same round count as one. */
  synchronized void throttled(long roundOfRequest) {
    if (roundOfRequest == round) {
      round++;
      limit = Math.max(Math.min(FEWEST, most), limit / 2);
      threshold = (int) limit;
    }
  }

  /** How many may be in flight now. */
  synchronized int now() {
    return (int) limit;
  }
}
