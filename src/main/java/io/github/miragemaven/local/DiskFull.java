package io.github.miragemaven.local;

import io.github.miragemaven.local.service.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a region answers when the disk that it is kept on is full. AWS has no such error; this one
 * has a status of which no client tries again.
 */
public final class DiskFull {

  /** The error's code, the same for all services. */
  public static final String CODE = "LocalDiskFull";

  /** With less no block can be written. */
  private static final long LITTLE = 1 << 20;

  private DiskFull() {}

  /** The refusal of a request that failed since the disk is full; empty if it failed otherwise. */
  static Optional<Refusal> refusal(Path directory, Throwable failure) {
    boolean files =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(cause -> cause instanceof IOException);
    return files && (isTold(failure) || isSeen(directory))
        ? Optional.of(Refusal.of(CODE, directory.toString()))
        : Optional.empty();
  }

  /** Linux and macOS say so in these words (ENOSPC, EDQUOT), Windows in those of the last. */
  private static boolean isTold(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(
            message ->
                message.contains("No space left on device")
                    || message.contains("Disk quota exceeded")
                    || message.contains("not enough space on the disk"));
  }

  /** In whatever language it may be told. */
  private static boolean isSeen(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < LITTLE;
    } catch (IOException unknown) {
      return false;
    }
  }
}
