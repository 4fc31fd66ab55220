package io.github.miragemaven.image;

import io.github.miragemaven.image.ext2.Ext2Exception;
import io.github.miragemaven.image.ext2.Ext2Plan;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Where on the disk the file system lies, and what lies around it. */
interface DiskLayout {

  /** The name of the file system's device, as GRUB 0.97 writes it. */
  String root();

  /** How many bytes the disk takes with this file system, holes not counted. */
  long bytesOnDisk(Ext2Plan fileSystem);

  /** Writes the disk to a new, empty file. */
  void write(FileChannel disk, Ext2Plan fileSystem) throws Ext2Exception, IOException;
}
