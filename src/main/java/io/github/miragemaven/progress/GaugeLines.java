package io.github.miragemaven.progress;

import java.time.Duration;
import java.time.InstantSource;

/** Logs a line every few seconds; none for a quick task. */
final class GaugeLines implements Gauge {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Progress progress;
  private final InstantSource clock;
  private final Headway headway;
  private long lastReport;

  GaugeLines(Progress progress, String task, long bytes, InstantSource clock) {
    this.progress = progress;
    this.clock = clock;
    this.headway = new Headway(task, bytes, clock.millis());
    this.lastReport = clock.millis();
  }

  @Override
  public synchronized void add(long bytes) {
    headway.add(bytes);
    report();
  }

  @Override
  public synchronized void retried() {
    headway.retried();
    report();
  }

  private void report() {
    long now = clock.millis();
    if (now - lastReport >= INTERVAL.toMillis()) {
      lastReport = now;
      progress.info(headway.line(now));
    }
  }

  @Override
  public void close() {
    // The step itself reports its result.
  }
}
