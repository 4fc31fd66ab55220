package io.github.miragemaven.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UninterruptiblyTest {

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void cleansUpAfterInterruptAndRestoresFlag() {
    Thread.currentThread().interrupt();
    Uninterruptibly.run(() -> TimeUnit.MILLISECONDS.sleep(1));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void leavesFlagClearWithoutInterrupt() {
    Uninterruptibly.run(() -> TimeUnit.MILLISECONDS.sleep(1));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void setsFlagWhenCleanUpIsInterrupted() {
    Uninterruptibly.run(
        () -> {
          throw new InterruptedException();
        });
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void restoresFlagWhenCleanUpFails() {
    Thread.currentThread().interrupt();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Uninterruptibly.run(
                    () -> {
                      throw new IllegalStateException();
                    }));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
