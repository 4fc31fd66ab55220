package io.github.miragemaven.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * How an image is to be made.
 *
 * @param file where it goes
 * @param workDirectory where the compressed kernel lies meanwhile
 * @param title what the boot menu shows
 * @param timeout the seconds until the loader starts the kernel
 * @param arguments the kernel's boot-time arguments
 * @param gzip whether the kernel is compressed
 * @param blockSize the file system's block size in bytes: 1024, 2048 or 4096
 * @param size the image's size in bytes, or what its content needs
 * @param files what goes in beside the kernel
 * @param timestamp the time that every file bears
 */
public record ImageSettings(
    Path file,
    Path workDirectory,
    String title,
    int timeout,
    String arguments,
    boolean gzip,
    int blockSize,
    OptionalLong size,
    List<ImageFile> files,
    Instant timestamp) {

  /** Copies the files. */
  public ImageSettings {
    files = List.copyOf(files);
  }
}
