package io.github.miragemaven.incremental;

import io.github.miragemaven.progress.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Keeps two builds of one project from writing to its build directory at the same time. The
 * operating system releases the lock of a killed process.
 */
public final class BuildLock implements Closeable {

  private static final long POLL_MILLIS = 100;

  private final FileChannel file;

  private BuildLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Locks a directory, and waits while another build holds the lock. On a file system without
   * locks, the build continues without one.
   *
   * @param directory {@code target/mirage}, which is created if it does not exist
   */
  public static BuildLock acquire(Path directory, Progress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    // The channel stays open while waiting: POSIX drops all of a process's locks on a file as soon
    // as the process closes any descriptor of it.
    FileChannel file =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isHeldByOther(file)) {
      progress.info("waiting for another build of this project");
      do {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } while (isHeldByOther(file));
    }
    return new BuildLock(file);
  }

  private static boolean isHeldByOther(FileChannel file) {
    try {
      return file.tryLock() == null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return true;
    } catch (IOException notSupported) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
