package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

  private final AdaptiveLimit limit = new AdaptiveLimit(32, 64);

  @Test
  void startsWhereItIsToldAndGrowsByOneForEachRound() throws Exception {
    assertThat(limit.now()).isEqualTo(32);
    succeed(34);
    assertThat(limit.now()).isEqualTo(33);
    succeed(10_000);
    assertThat(limit.now()).isEqualTo(64);
  }

  @Test
  void halvesWhenThereAreTooManyAndGrowsFromThere() throws Exception {
    throttle();
    assertThat(limit.now()).isEqualTo(16);
    succeed(17);
    assertThat(limit.now()).isEqualTo(17);
  }

  @Test
  void countsAllThatWereSentTogetherAsOne() throws Exception {
    long first = limit.enter();
    long second = limit.enter();
    limit.throttled(first);
    limit.throttled(second);
    assertThat(limit.now()).isEqualTo(16);
    throttle();
    assertThat(limit.now()).isEqualTo(8);
  }

  @Test
  void staysAboveTheFewest() throws Exception {
    for (int i = 0; i < 20; i++) {
      throttle();
    }
    assertThat(limit.now()).isEqualTo(4);
    assertThat(new AdaptiveLimit(1, 1).now()).isEqualTo(1);
  }

  private void throttle() throws InterruptedException {
    limit.throttled(limit.enter());
    limit.leave();
  }

  private void succeed(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      limit.enter();
      limit.succeeded();
      limit.leave();
    }
  }
}
