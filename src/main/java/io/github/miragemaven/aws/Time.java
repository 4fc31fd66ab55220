package io.github.miragemaven.aws;

import java.time.Duration;
import java.time.Instant;

/** A clock that can wait. Tests replace it by one that does not. */
public interface Time {

  /** Returns the current time. */
  Instant now();

  /** Waits. */
  void pass(Duration duration) throws InterruptedException;

  /** Returns the system clock. */
  static Time real() {
    return new Time() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void pass(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
      }
    };
  }
}
