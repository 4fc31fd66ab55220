package io.github.miragemaven.incremental;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Replaces a file by a complete new one. The new content is written to a temporary file with a
 * unique name in the same directory, which is then renamed: readers, and other builds of the same
 * project, see either the old file or the new one.
 */
public final class Replacement {

  /** Temporary files that were last written this long ago are leftovers of killed builds. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private Replacement() {}

  /**
   * Writes the new content.
   *
   * @param <X> an exception that it may throw
   */
  @FunctionalInterface
  public interface Writer<X extends Exception> {

    /** Creates this file and writes the content to it. */
    void write(Path temporary) throws IOException, X;
  }

  /**
   * Replaces the file, or creates it and its directory.
   *
   * @throws IOException if it cannot be written; an existing file is left unchanged
   */
  public static <X extends Exception> void of(Path file, Writer<X> writer) throws IOException, X {
    Path directory = file.toAbsolutePath().getParent();
    String prefix = "." + file.getFileName() + ".";
    Files.createDirectories(directory);
    removeAbandoned(directory, prefix);
    Path temporary = directory.resolve(prefix + UUID.randomUUID() + ".tmp");
    temporary.toFile().deleteOnExit();
    try {
      writer.write(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Replaces the file by one with this text in UTF-8. */
  public static void of(Path file, String text) throws IOException {
    of(file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
  }

  private static void removeAbandoned(Path directory, String prefix) throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    DirectoryStream.Filter<Path> temporary =
        path -> {
          String name = path.getFileName().toString();
          return name.startsWith(prefix) && name.endsWith(".tmp");
        };
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, temporary)) {
      for (Path file : files) {
        if (file.toFile().lastModified() < limit.toEpochMilli()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
