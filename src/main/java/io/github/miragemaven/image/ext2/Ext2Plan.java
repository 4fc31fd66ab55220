package io.github.miragemaven.image.ext2;

import java.util.OptionalLong;
import java.util.UUID;

/** The complete layout of a file system to be written. */
public final class Ext2Plan {

  private static final int DISK_BLOCK = 4096;

  private final Ext2Tree tree;
  private final Ext2Settings settings;
  private final Geometry geometry;
  private final long usedDataBlocks;

  private Ext2Plan(Ext2Tree tree, Ext2Settings settings, Geometry geometry, long usedDataBlocks) {
    this.tree = tree;
    this.settings = settings;
    this.geometry = geometry;
    this.usedDataBlocks = usedDataBlocks;
  }

  /**
   * Plans a file system for the tree, with the size that is set or else the smallest that fits.
   *
   * @throws Ext2Exception if the settings are out of range, or the content does not fit into the
   *     size that is set or into 1 TiB
   */
  public static Ext2Plan of(Ext2Tree tree, Ext2Settings settings) throws Ext2Exception {
    settings.check();
    int blockSize = settings.blockSize();
    long inodes = tree.lastInode();
    long dataBlocks = dataBlocks(tree, blockSize);
    if (dataBlocks > Ext2Settings.MAXIMUM_SIZE / blockSize) {
      throw tooLarge(dataBlocks * blockSize);
    }
    Geometry smallest = Geometry.smallest(blockSize, inodes, dataBlocks);
    if (smallest.size() > Ext2Settings.MAXIMUM_SIZE) {
      throw tooLarge(smallest.size());
    }
    OptionalLong size = settings.size();
    if (size.isEmpty()) {
      return new Ext2Plan(tree, settings, smallest, dataBlocks);
    }
    Geometry geometry =
        Geometry.within(blockSize, size.getAsLong() / blockSize, inodes, dataBlocks)
            .orElseThrow(() -> tooSmall(size.getAsLong(), smallest.size()));
    return new Ext2Plan(tree, settings, geometry, dataBlocks);
  }

  private static long dataBlocks(Ext2Tree tree, int blockSize) {
    long blocks = 0;
    for (Directory directory : tree.directories()) {
      blocks += BlockMap.of(blockSize, DirectoryContent.size(directory, blockSize), 0).count();
    }
    for (RegularFile file : tree.files()) {
      blocks += BlockMap.of(blockSize, file.size(), 0).count();
    }
    return blocks;
  }

  private static Ext2Exception tooLarge(long size) {
    return new Ext2Exception(
        "The image's content needs %d bytes, but the maximum is %d (1 TiB)."
            .formatted(size, Ext2Settings.MAXIMUM_SIZE));
  }

  private static Ext2Exception tooSmall(long size, long needed) {
    return new Ext2Exception(
        "The image's size is set to %d bytes, but its content needs %d.%nSet a larger <size> (-Dmirage.image.size=…), or remove it to get the smallest image that fits."
            .formatted(size, needed));
  }

  /** Returns the file system's UUID. */
  public UUID uuid() {
    return settings.uuid();
  }

  /**
   * Returns the size that was set, or else the size of the file system. If a size was set, the file
   * system may leave some blocks at the end unused.
   */
  public long size() {
    return settings.size().orElse(geometry.size());
  }

  /**
   * Returns the maximum number of bytes allocated on a disk with 4 KiB blocks. Free blocks of the
   * file system are not written.
   */
  public long bytesOnDisk() {
    long blockSize = geometry.blockSize();
    long bytes = 2 * DISK_BLOCK;
    long index = 0;
    for (int group = 0; group < geometry.groups(); group++) {
      long inodeBlocks = Geometry.ceilDiv((long) usedInodes(group) * Inode.SIZE, blockSize);
      long start = geometry.groupStart(group) * blockSize;
      long end =
          start + (geometry.bitmapOffset(group) + Geometry.BITMAPS + inodeBlocks) * blockSize;
      bytes += onDisk(start, end);
      long data = geometry.dataStart(group) * blockSize;
      bytes += onDisk(data, data + usedDataBlocks(group, index) * blockSize);
      index += geometry.dataBlocks(group);
    }
    return bytes;
  }

  private static long onDisk(long start, long end) {
    long before = start / DISK_BLOCK;
    return start == end ? 0 : (Geometry.ceilDiv(end, DISK_BLOCK) - before) * DISK_BLOCK;
  }

  Ext2Tree tree() {
    return tree;
  }

  Ext2Settings settings() {
    return settings;
  }

  Geometry geometry() {
    return geometry;
  }

  /** Returns how many of a group's inodes are used or reserved, which are always its first ones. */
  int usedInodes(int group) {
    return clamp(
        tree.lastInode() - (long) group * geometry.inodesPerGroup(), geometry.inodesPerGroup());
  }

  /**
   * Returns how many of a group's data blocks are used; the index is that of the group's first data
   * block.
   */
  int usedDataBlocks(int group, long firstIndex) {
    return clamp(usedDataBlocks - firstIndex, geometry.dataBlocks(group));
  }

  private static int clamp(long value, int greatest) {
    return (int) Math.max(0, Math.min(value, greatest));
  }

  /** Returns a group's descriptor; the index is that of the group's first data block. */
  GroupDescriptor descriptor(int group, long firstIndex) {
    return new GroupDescriptor(
        geometry.groupStart(group) + geometry.bitmapOffset(group),
        geometry.dataBlocks(group) - usedDataBlocks(group, firstIndex),
        geometry.inodesPerGroup() - usedInodes(group),
        usedDirectories(group));
  }

  /**
   * Returns the number of directories in a group: the root has its reserved inode, the others have
   * the first inodes that are not reserved.
   */
  private int usedDirectories(int group) {
    long first = (long) group * geometry.inodesPerGroup() + 1;
    long end = first + geometry.inodesPerGroup();
    long others = Math.min(end, tree.inodeOfFile(0)) - Math.max(first, tree.inodeOfDirectory(1));
    boolean root = first <= Inode.EXT2_ROOT_INO && Inode.EXT2_ROOT_INO < end;
    return (int) Math.max(0, others) + (root ? 1 : 0);
  }

  /** Returns the superblock, whose copies differ only in their group number. */
  Superblock superblock() {
    boolean largeFiles = false;
    for (RegularFile file : tree.files()) {
      largeFiles |= file.size() > RegularFile.GREATEST_SMALL_SIZE;
    }
    return new Superblock(
        geometry,
        geometry.dataBlocks() - usedDataBlocks,
        geometry.inodes() - tree.lastInode(),
        largeFiles,
        settings);
  }
}
