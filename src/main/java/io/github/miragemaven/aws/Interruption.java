package io.github.miragemaven.aws;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C interrupt a thread and delays the end of the process, for a limited time, until the
 * thread has cleaned up.
 */
public final class Interruption implements AutoCloseable {

  private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(45);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Thread working) {
    this.hook = new Thread(() -> end(working), "mirage-interruption");
  }

  /** Starts to handle Ctrl-C for the current thread. */
  public static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void end(Thread working) {
    working.interrupt();
    try {
      boolean ended = over.await(CLEANUP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      assert ended || hook.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the handling: the work has ended and cleaned up. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook is running and waits for this.
    }
  }
}
