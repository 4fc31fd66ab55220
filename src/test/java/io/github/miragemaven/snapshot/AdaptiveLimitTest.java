package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

  private final AdaptiveLimit limit = new AdaptiveLimit(32, 64);

  @Test
  void growsByOneForEachRoundThatGoesWell() throws Exception {
    succeed(34);
    assertThat(limit.now()).isEqualTo(33);
    succeed(10_000);
    assertThat(limit.now()).isEqualTo(64);
  }

  @Test
  void halvesWhenThereAreTooMany() throws Exception {
    limit.throttled(limit.enter());
    assertThat(limit.now()).isEqualTo(16);
  }

  @Test
  void countsAllThatWereSentTogetherAsOne() throws Exception {
    long first = limit.enter();
    long second = limit.enter();
    limit.throttled(first);
    limit.throttled(second);
    assertThat(limit.now()).isEqualTo(16);
    limit.throttled(limit.enter());
    assertThat(limit.now()).isEqualTo(8);
  }

  @Test
  void staysAboveTheFewest() throws Exception {
    for (int i = 0; i < 20; i++) {
      limit.throttled(limit.enter());
      limit.leave();
    }
    assertThat(limit.now()).isEqualTo(4);
    assertThat(new AdaptiveLimit(1, 1).now()).isEqualTo(1);
  }

  private void succeed(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      long round = limit.enter();
      assertThat(round).isZero();
      limit.succeeded();
      limit.leave();
    }
  }
}
