package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20));

  /** Always returns the largest allowed number. */
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void boundDoublesUpToTheLimit() {
    assertThat(BACKOFF.after(1, LARGEST)).isEqualTo(Duration.ofMillis(100));
    assertThat(BACKOFF.after(2, LARGEST)).isEqualTo(Duration.ofMillis(200));
    assertThat(BACKOFF.after(5, LARGEST)).isEqualTo(Duration.ofMillis(1600));
    assertThat(BACKOFF.after(9, LARGEST)).isEqualTo(Duration.ofSeconds(20));
    assertThat(BACKOFF.after(1000, LARGEST)).isEqualTo(Duration.ofSeconds(20));
  }

  @Property
  void delayIsBelowTheBound(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int failures) {
    assertThat(BACKOFF.after(failures, new SplittableRandom(seed)))
        .isBetween(Duration.ZERO, BACKOFF.after(failures, LARGEST));
  }
}
