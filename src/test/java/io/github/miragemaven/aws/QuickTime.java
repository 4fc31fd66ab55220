package io.github.miragemaven.aws;

import java.time.Duration;
import java.time.Instant;

/** A clock whose waits return at once and move it forward. */
public final class QuickTime implements Time {

  private Instant now = Instant.now();

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pass(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now = now.plus(duration);
  }
}
