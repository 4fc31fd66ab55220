package io.github.miragemaven.image;

import io.github.miragemaven.image.grub.GrubConfig;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import java.nio.file.Path;

/**
 * A disk image.
 *
 * @param file its path
 * @param size its size in bytes, holes included
 * @param digest the digest of its bytes
 * @param kernel the kernel in it, whose kind decides how the disk boots and where
 * @param kernelSize what the kernel takes in it, in bytes: less than the kernel's own size when it
 *     is compressed
 */
public record DiskImage(Path file, long size, Sha256 digest, Kernel kernel, long kernelSize) {

  /** The line that the boot loader on a partitioned disk prints first. */
  public String firstLoaderLine() {
    return GrubConfig.LOADING;
  }

  /** The line that the boot loader on a partitioned disk prints before it starts the kernel. */
  public String lastLoaderLine() {
    return GrubConfig.STARTING;
  }
}
