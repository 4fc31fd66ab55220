package io.github.miragemaven.aws;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has Ctrl-C end a piece of work in good order: its thread is interrupted, and the end of the
 * process put off until it has removed what it made, within bounds.
 */
public final class Interruption implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Thread working) {
    this.hook = new Thread(() -> end(working), "mirage-interruption");
  }

  /** For work by the thread that calls this. */
  public static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void end(Thread working) {
    working.interrupt();
    try {
      boolean ended = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assert ended || hook.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over, one way or the other. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // Then the hook is what waits for this.
    }
  }
}
