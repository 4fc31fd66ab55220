package io.github.miragemaven.ami;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has Ctrl-C end a deployment in good order: its thread is interrupted, and the end of the process
 * put off until it has removed what it made, within bounds.
 */
final class Interruption implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Thread deploying) {
    this.hook = new Thread(() -> end(deploying), "mirage-interruption");
  }

  /** For a deployment by the thread that calls this. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void end(Thread deploying) {
    deploying.interrupt();
    try {
      boolean ended = over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assert ended || hook.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The deployment is over, one way or the other. */
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
