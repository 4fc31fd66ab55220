package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Prevents concurrent deployments from the same directory, so that an unfinished snapshot is known
 * to be abandoned. The operating system releases the lock of a killed process.
 */
public final class DeploymentLock implements Closeable {

  private final FileChannel file;

  private DeploymentLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Locks a directory.
   *
   * @param directory {@code target/mirage/deploy}, which is created if it does not exist
   * @throws UserFailureException if another deployment has locked it
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
      return file.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
