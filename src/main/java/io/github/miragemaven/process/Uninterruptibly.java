package io.github.miragemaven.process;

/** Runs clean-up that must happen even though this thread has been interrupted. */
public final class Uninterruptibly {

  private Uninterruptibly() {}

  /** Clean-up work. */
  @FunctionalInterface
  public interface CleanUp {

    /** Cleans up; an interrupt that arrives meanwhile may end it early. */
    void run() throws InterruptedException;
  }

  /**
   * Runs the clean-up with the thread's interrupt flag cleared, and sets the flag afterwards if the
   * thread was interrupted before or meanwhile.
   */
  public static void run(CleanUp cleanUp) {
    boolean interrupted = Thread.interrupted();
    try {
      cleanUp.run();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
