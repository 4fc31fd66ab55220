package io.github.miragemaven.local;

import io.github.miragemaven.local.service.ServiceError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The error of a region whose disk is full. AWS has no such error; its status is one that clients
 * do not retry.
 */
public final class DiskFull {

  /** The error's code, the same for all services. */
  public static final String CODE = "LocalDiskFull";

  /** The least free space that is needed to write a block. */
  private static final long LITTLE = 1 << 20;

  private DiskFull() {}

  /**
   * Returns the error of a request that failed because the disk is full, or empty if it failed
   * otherwise.
   */
  static Optional<ServiceError> error(Path directory, Throwable failure) {
    boolean files =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(cause -> cause instanceof IOException);
    return files && (isTold(failure) || isSeen(directory))
        ? Optional.of(ServiceError.of(CODE, directory.toString()))
        : Optional.empty();
  }

  /**
   * Linux and macOS report ENOSPC and EDQUOT with the first two messages, Windows with the last.
   */
  private static boolean isTold(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(
            message ->
                message.contains("No space left on device")
                    || message.contains("Disk quota exceeded")
                    || message.contains("not enough space on the disk"));
  }

  /** Covers localized messages. */
  private static boolean isSeen(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < LITTLE;
    } catch (IOException unknown) {
      return false;
    }
  }
}
