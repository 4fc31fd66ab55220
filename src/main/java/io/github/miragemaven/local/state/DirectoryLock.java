package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Serializes changes to a directory among all threads and processes of this machine. The system
 * releases the lock when its holder dies.
 */
public final class DirectoryLock {

  private static final long RETRY_NANOS = 500_000;

  private final Path file;

  /** Creates a lock on a file, which is created if it is missing. */
  public DirectoryLock(Path file) {
    this.file = file;
  }

  /**
   * An action under the lock.
   *
   * @param <T> the result
   * @param <X> the exception it may throw
   */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {

    /** Runs the action. */
    T run() throws X, IOException;
  }

  /** Runs an action while holding the lock. */
  public <T, X extends Exception> T hold(Work<T, X> work) throws X, IOException {
    synchronized (this) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = acquire(channel)) {
        if (!lock.isValid()) {
          throw new IOException("The lock " + file + " was lost");
        }
        return work.run();
      }
    }
  }

  private static FileLock acquire(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // This process holds it on another channel: the JDK throws instead of waiting.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
