package io.github.miragemaven.aws;

import java.time.Duration;
import java.time.Instant;

/** The time, and time that passes between two tries. Tests let none pass. */
public interface Time {

  /** The time now. */
  Instant now();

  /** Lets time pass. */
  void pass(Duration duration) throws InterruptedException;

  /** The clock on the wall. */
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
