package io.github.miragemaven.image;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.incremental.FingerprintBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.OptionalLong;

/** The layout of a disk: its boot loader and the position of its file system. */
interface DiskLayout {

  /**
   * The boot loader's configuration, by absolute paths in the file system.
   *
   * @throws ImageException if the settings cannot be told to the loader
   */
  Map<String, String> configuration(ImageSettings settings) throws ImageException;

  /** Adds what of the disk's bytes depends on neither the kernel nor the settings. */
  void addTo(FingerprintBuilder content);

  /** The size of the file system on a disk of this size; nothing where none is set. */
  OptionalLong fileSystemSize(OptionalLong diskSize);

  /** The bytes before the file system. */
  long fileSystemOffset();

  /** How many bytes the disk takes with this file system, holes not counted. */
  long bytesOnDisk(Ext2Plan fileSystem);

  /** Writes the disk to a new, empty file. */
  void write(FileChannel disk, Ext2Plan fileSystem) throws FailureException, IOException;
}
