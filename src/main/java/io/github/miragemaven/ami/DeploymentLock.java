package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two deployments of the same directory apart, so that what one finds unfinished is not what
 * the other is at. The lock of a process that is killed is gone with it.
 */
public final class DeploymentLock implements Closeable {

  private final FileChannel file;

  private DeploymentLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock of a directory.
   *
   * @param directory {@code target/mirage/deploy}, made where it is missing
   * @throws UserFailureException if another has it
   */
  public static DeploymentLock in(Path directory) throws IOException, UserFailureException {
    Files.createDirectories(directory);
    FileChannel file =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(file)) {
      file.close();
      throw new UserFailureException(
          "Another deployment is running in %s.%nWait for it to end.".formatted(directory));
    }
    return new DeploymentLock(file);
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
