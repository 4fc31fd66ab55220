package io.github.miragemaven.image.ext2;

import java.util.OptionalLong;
import java.util.UUID;

/** A file system that is decided down to the last block, but not written yet. */
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
   * Plans the file system that holds the tree: of the size that is set, or else the smallest.
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
      throw tooGreat(dataBlocks * blockSize);
    }
    Geometry smallest = Geometry.smallest(blockSize, inodes, dataBlocks);
    if (smallest.size() > Ext2Settings.MAXIMUM_SIZE) {
      throw tooGreat(smallest.size());
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

  private static Ext2Exception tooGreat(long size) {
    return new Ext2Exception(
        String.format(
            "The image's content needs %d bytes, but an image may have %d (1 TiB).",
            size, Ext2Settings.MAXIMUM_SIZE));
  }

  private static Ext2Exception tooSmall(long size, long needed) {
    return new Ext2Exception(
        String.format(
            "The image's size is set to %d bytes, but its content needs %d.%n"
                + "Set a greater <size> (-Dmirage.image.size=…), or none to get the smallest that"
                + " holds the content.",
            size, needed));
  }

  /** The file system's identity. */
  public UUID uuid() {
    return settings.uuid();
  }

  /**
   * The bytes that the image takes: the size that was set, or else that of the file system. Of a
   * set size, the file system may leave some blocks at the end unused.
   */
  public long size() {
    return settings.size().orElse(geometry.size());
  }

  /**
   * The bytes that writing takes on a disk with 4 KiB blocks, at most. What is free in the file
   * system is not written.
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

  /** How many of a group's inodes are in use or reserved: all before them are, too. */
  int usedInodes(int group) {
    return clamp(
        tree.lastInode() - (long) group * geometry.inodesPerGroup(), geometry.inodesPerGroup());
  }

  /** How many of a group's data blocks, of which the first has that index, are in use. */
  int usedDataBlocks(int group, long firstIndex) {
    return clamp(usedDataBlocks - firstIndex, geometry.dataBlocks(group));
  }

  private static int clamp(long value, int greatest) {
    return (int) Math.max(0, Math.min(value, greatest));
  }

  /** A group's descriptor; its first data block has that index. */
  GroupDescriptor descriptor(int group, long firstIndex) {
    return new GroupDescriptor(
        geometry.groupStart(group) + geometry.bitmapOffset(group),
        geometry.dataBlocks(group) - usedDataBlocks(group, firstIndex),
        geometry.inodesPerGroup() - usedInodes(group),
        usedDirectories(group));
  }

  /** Directories have the root's inode number and those from the first that is not reserved on. */
  private int usedDirectories(int group) {
    long first = (long) group * geometry.inodesPerGroup() + 1;
    long end = first + geometry.inodesPerGroup();
    long others = Math.min(end, tree.inodeOfFile(0)) - Math.max(first, tree.inodeOfDirectory(1));
    boolean root = first <= Inode.EXT2_ROOT_INO && Inode.EXT2_ROOT_INO < end;
    return (int) Math.max(0, others) + (root ? 1 : 0);
  }

  /** The superblock, but for the number of the group that a copy lies in. */
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
