package io.github.miragemaven.image;

import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.image.grub.GrubConfig;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk image.
 *
 * @param file the path of the image
 * @param size the image's size in bytes, including holes
 * @param digest the digest of the image's content
 * @param kernel the kernel in the image; its kind determines how the disk boots
 * @param kernelSize the kernel's size in the image in bytes, after compression if enabled
 * @param archive the archive in the image's second partition, from which the kernel serves the
 *     site; empty if it does not
 */
public record DiskImage(
    Path file,
    long size,
    Sha256 digest,
    Kernel kernel,
    long kernelSize,
    Optional<SiteArchive> archive) {

  /** Returns the first line that the boot loader of a partitioned disk prints. */
  public String firstLoaderLine() {
    return GrubConfig.LOADING;
  }

  /**
   * Returns the line that the boot loader of a partitioned disk prints before it starts the kernel.
   */
  public String lastLoaderLine() {
    return GrubConfig.STARTING;
  }
}
