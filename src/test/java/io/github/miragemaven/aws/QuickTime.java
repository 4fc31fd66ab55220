package io.github.miragemaven.aws;

import java.time.Duration;
import java.time.Instant;

/** Time that passes at once when someone waits for it, so that tests do not. */
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
