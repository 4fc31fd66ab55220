package io.github.miragemaven.snapshot.imported;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "1, 8, 1",
    "8388608, 8, 1",
    "8388609, 8, 2",
    "83886080000, 8, 10000",
    "83886080001, 9, 8889",
    "1099511627776, 105, 9987"
  })
  void areAsManyAndAsLargeAsS3Takes(long size, long mib, int count) {
    Parts parts = Parts.of(size);
    assertThat(parts.partSize()).isEqualTo(mib * MIB);
    assertThat(parts.count()).isEqualTo(count).isLessThanOrEqualTo(10_000);
    int last = count - 1;
    assertThat(parts.start(last) + parts.length(last)).isEqualTo(size);
    assertThat(parts.length(last)).isPositive();
  }
}
