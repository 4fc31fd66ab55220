package io.github.miragemaven.local.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one at a time change a directory's records, over all threads and processes of the machine.
 * The system lets go of the lock when its holder dies.
 */
public final class DirectoryLock {

  private static final long RETRY_NANOS = 500_000;

  private final Path file;

  /** A lock that lives in a file, which is made where it is missing. */
  public DirectoryLock(Path file) {
    this.file = file;
  }

  /**
   * What is done under the lock.
   *
   * @param <T> what comes of it
   * @param <X> what it may refuse with
   */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {

    /** Does it. */
    T run() throws X, IOException;
  }

  /** Does something while no one else does anything under this lock. */
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
        // Another region object of this same process holds it, where waiting is not offered.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
