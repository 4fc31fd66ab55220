package io.github.miragemaven.image;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.incremental.FingerprintBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.OptionalLong;

/** The layout of a disk: its boot loader and the positions of the file system and the site. */
interface DiskLayout {

  /**
   * Returns the boot loader's configuration files by absolute path in the file system.
   *
   * @throws ImageException if the settings cannot be expressed in the configuration
   */
  Map<String, String> configuration(ImageSettings settings) throws ImageException;

  /** Adds the inputs other than the kernel, the settings and the site to a fingerprint. */
  void addTo(FingerprintBuilder content);

  /** Returns the size of the file system on a disk of this size; empty if no size is set. */
  OptionalLong fileSystemSize(OptionalLong diskSize);

  /** Returns the number of bytes before the file system. */
  long fileSystemOffset();

  /** Returns the least size of the disk with this file system in bytes. */
  long size(Ext2Plan fileSystem);

  /**
   * Returns the greatest number of bytes that are allocated for the disk with this file system,
   * excluding holes.
   */
  long bytesOnDisk(Ext2Plan fileSystem);

  /** Writes the disk to a new, empty file, which may end before the disk does. */
  void write(FileChannel disk, Ext2Plan fileSystem) throws FailureException, IOException;
}
