package io.github.miragemaven.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an image is to be made.
 *
 * @param file where it goes
 * @param workDirectory where the compressed kernel lies meanwhile
 * @param title what the boot menu shows
 * @param timeout the seconds until the loader starts the kernel
 * @param arguments the words of the kernel's command line
 * @param gzip whether the kernel is compressed
 * @param blockSize the file system's block size in bytes: 1024, 2048 or 4096
 * @param size the image's size in bytes, or what its content needs
 * @param grub where the parts of GRUB 2 come from; empty for those that are installed
 * @param files what goes in beside the kernel
 * @param timestamp the time that every file bears
 */
public record ImageSettings(
    Path file,
    Path workDirectory,
    String title,
    int timeout,
    List<String> arguments,
    boolean gzip,
    int blockSize,
    OptionalLong size,
    Optional<Path> grub,
    List<ImageFile> files,
    Instant timestamp) {

  /** Copies the lists. */
  public ImageSettings {
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
  }
}
