package io.github.miragemaven.progress;

import java.time.Duration;
import java.time.InstantSource;

/** A gauge for those who read a log: a line every few seconds, none for a task that is quick. */
final class GaugeLines implements Gauge {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Progress progress;
  private final InstantSource clock;
  private final Headway headway;
  private long told;

  GaugeLines(Progress progress, String task, long bytes, InstantSource clock) {
    this.progress = progress;
    this.clock = clock;
    this.headway = new Headway(task, bytes, clock.millis());
    this.told = clock.millis();
  }

  @Override
  public synchronized void add(long bytes) {
    headway.add(bytes);
    tell();
  }

  @Override
  public synchronized void retried() {
    headway.retried();
    tell();
  }

  private void tell() {
    long now = clock.millis();
    if (now - told >= INTERVAL.toMillis()) {
      told = now;
      progress.info(headway.line(now));
    }
  }

  @Override
  public void close() {
    // The step itself says how it ended.
  }
}
