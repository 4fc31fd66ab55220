package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ManyFaultsTest {

  private static final int BLOCKS = 9_999;

  @TempDir Path directory;

  /**
   * 5% throttled, 2% internal errors, 1% lost connections, some slow; 10,000 blocks with the
   * manifest.
   */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void noneOfTenThousandBlocksIsLost() throws Exception {
    Uploads uploads = new Uploads(directory);
    uploads.failing(
        Faults.seeded(42)
            .on("PutSnapshotBlock")
            .sometimes(0.05)
            .give(Fault.throttled())
            .on("PutSnapshotBlock")
            .sometimes(0.02)
            .give(Fault.internalError())
            .on("PutSnapshotBlock")
            .sometimes(0.005)
            .give(Fault.reset())
            .on("PutSnapshotBlock")
            .sometimes(0.005)
            .give(Fault.answerLost())
            .on("PutSnapshotBlock")
            .sometimes(0.02)
            .give(Fault.slow(Duration.ofMillis(50))));
    List<Integer> image =
        IntStream.range(0, BLOCKS).map(i -> i % 100 == 0 ? 1 + i % 255 : 0).boxed().toList();
    Snapshot snapshot = uploads.upload(image);
    assertThat(uploads.read(snapshot, BLOCKS)).isEqualTo(snapshot.image());
    assertThat(uploads.requests("PutSnapshotBlock")).isBetween(10_500L, 11_500L);
  }
}
