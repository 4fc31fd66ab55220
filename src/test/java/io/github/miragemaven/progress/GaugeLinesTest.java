package io.github.miragemaven.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class GaugeLinesTest {

  private static final long MIB = 1 << 20;

  private final RecordedProgress progress = new RecordedProgress();
  private Instant now = Instant.EPOCH;
  private final Gauge gauge = new GaugeLines(progress, "uploading", 64 * MIB, () -> now);

  @Test
  void logsNothingForQuickTask() {
    gauge.add(32 * MIB);
    now = now.plusSeconds(4);
    gauge.add(32 * MIB);
    gauge.close();
    assertThat(progress.lines()).isEmpty();
  }

  @Test
  void logsProgressEveryFewSeconds() {
    now = now.plusSeconds(5);
    gauge.add(16 * MIB);
    gauge.add(MIB);
    now = now.plusSeconds(5);
    gauge.retried();
    assertThat(progress.lines())
        .containsExactly(
            "INFO uploading: 16.0 MiB of 64.0 MiB (25%), 3.2 MiB/s, 15 s left",
            "INFO uploading: 17.0 MiB of 64.0 MiB (26%), 1.7 MiB/s, 28 s left, 1 retry");
  }
}
