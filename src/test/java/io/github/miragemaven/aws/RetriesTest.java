package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class RetriesTest {

  private final QuickTime time = new QuickTime();
  private final List<Transience> retried = new ArrayList<>();
  private int calls;

  @Test
  void callThatFailsForAWhileSucceeds() throws Exception {
    String answer =
        Retries.of(time)
            .call(
                () -> {
                  failFor(11, Failures.ebs("RequestThrottledException", 400));
                  return "done";
                },
                retried::add);
    assertThat(answer).isEqualTo("done");
    assertThat(retried).hasSize(11).containsOnly(Transience.THROTTLED);
  }

  @Test
  void retriesAreBounded() {
    SdkException failure = Failures.ebs("InternalServerException", 500);
    assertThatThrownBy(() -> Retries.of(time).call(() -> failFor(99, failure), retried::add))
        .isSameAs(failure);
    assertThat(calls).isEqualTo(12);
  }

  @Test
  void whatCannotSucceedLaterIsTriedOnce() {
    SdkException failure = Failures.ebs("AccessDeniedException", 403);
    assertThatThrownBy(() -> Retries.of(time).call(() -> failFor(99, failure), retried::add))
        .isSameAs(failure);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void whatWasJustMadeMayBeUnknownForTwoMinutes() {
    Instant start = time.now();
    SdkException failure = Failures.ebs("ResourceNotFoundException", 404);
    assertThatThrownBy(() -> Retries.ofNew(time).call(() -> failFor(9999, failure), retried::add))
        .isSameAs(failure);
    assertThat(Duration.between(start, time.now()))
        .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(123));
    assertThat(retried).hasSizeGreaterThan(60).containsOnly(Transience.NOT_YET);
  }

  @Test
  void whatHasBeenThereForLongMayNot() {
    SdkException failure = Failures.ebs("ResourceNotFoundException", 404);
    assertThatThrownBy(() -> Retries.of(time).call(() -> failFor(99, failure), retried::add))
        .isSameAs(failure);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void interruptionEndsThem() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () ->
                Retries.of(time)
                    .call(
                        () -> failFor(99, Failures.unanswered(new IOException("reset"))),
                        retried::add))
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
