package io.github.miragemaven.local.fault;

import java.util.function.LongSupplier;

/** A rate limit with bursts. */
final class TokenBucket {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final int burst;
  private final LongSupplier nanoTime;
  private double tokens;
  private long last;

  TokenBucket(double perSecond, int burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.tokens = burst;
    this.last = nanoTime.getAsLong();
  }

  /** Tells whether a request is within the limit. */
  synchronized boolean pass() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(burst, tokens + (now - last) / NANOS * perSecond);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
