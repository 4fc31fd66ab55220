package io.github.miragemaven.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings of an image.
 *
 * @param file the image file to write
 * @param workDirectory the directory for the compressed kernel
 * @param boot how the boot loader starts the kernel
 * @param fileSystem the file system's block size and the image's size
 * @param grub a directory, archive or package with the files of GRUB 2; empty to use the installed
 *     ones
 * @param files files to add to the image
 * @param timestamp the modification time of every file in the image
 */
public record ImageSettings(
    Path file,
    Path workDirectory,
    Boot boot,
    FileSystem fileSystem,
    Optional<Path> grub,
    List<ImageFile> files,
    Instant timestamp) {

  /** Copies the list. */
  public ImageSettings {
    files = List.copyOf(files);
  }

  /**
   * How the boot loader starts the kernel.
   *
   * @param title the title in the boot menu
   * @param timeout the seconds before the loader starts the kernel
   * @param arguments the words of the kernel's command line
   * @param gzip whether the kernel is stored compressed
   */
  public record Boot(String title, int timeout, List<String> arguments, boolean gzip) {

    /** Copies the list. */
    public Boot {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * The dimensions of the file system.
   *
   * @param blockSize its block size in bytes: 1024, 2048 or 4096
   * @param size the image's size in bytes; empty for the smallest that holds the content
   */
  public record FileSystem(int blockSize, OptionalLong size) {}
}
