package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class RetriesTest {

  private final QuickTime time = new QuickTime();
  private final AtomicInteger retried = new AtomicInteger();
  private int calls;

  @Test
  void retriesUntilTheCallSucceeds() throws Exception {
    String answer =
        Retries.of(time)
            .call(
                () -> {
                  failFor(11, Failures.ebs("RequestThrottledException", 400));
                  return "done";
                },
                retried::incrementAndGet);
    assertThat(answer).isEqualTo("done");
    assertThat(retried).hasValue(11);
  }

  @Test
  void stopsAfterTwelveAttempts() {
    SdkException failure = Failures.ebs("InternalServerException", 500);
    assertThatThrownBy(
            () -> Retries.of(time).call(() -> failFor(99, failure), retried::incrementAndGet))
        .isSameAs(failure);
    assertThat(calls).isEqualTo(12);
  }

  @Test
  void doesNotRetryPermanentFailures() {
    SdkException failure = Failures.ebs("AccessDeniedException", 403);
    assertThatThrownBy(
            () -> Retries.of(time).call(() -> failFor(99, failure), retried::incrementAndGet))
        .isSameAs(failure);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void retriesForTwoMinutesWhileANewResourceIsNotFound() {
    Instant start = time.now();
    SdkException failure = Failures.ebs("ResourceNotFoundException", 404);
    assertThatThrownBy(
            () -> Retries.ofNew(time).call(() -> failFor(9999, failure), retried::incrementAndGet))
        .isSameAs(failure);
    assertThat(Duration.between(start, time.now()))
        .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(123));
    assertThat(retried).hasValueGreaterThan(60);
  }

  @Test
  void doesNotRetryWhenAnExistingResourceIsNotFound() {
    SdkException failure = Failures.ebs("ResourceNotFoundException", 404);
    assertThatThrownBy(
            () -> Retries.of(time).call(() -> failFor(99, failure), retried::incrementAndGet))
        .isSameAs(failure);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Retries.of(time)
                    .call(
                        () -> failFor(99, Failures.unanswered(new IOException("reset"))),
                        retried::incrementAndGet))
        .isInstanceOf(InterruptedException.class);
    assertThat(calls).isEqualTo(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  private String failFor(int times, SdkException failure) {
    if (calls++ < times) {
      throw failure;
    }
    return "done";
  }
}
