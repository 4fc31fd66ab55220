package io.github.miragemaven.image.ext2;

import java.util.Optional;

/**
 * The division of a file system into block groups (chapters "Block Groups" and "Disk
 * Organization").
 *
 * <p>A group begins with its metadata: copies of the superblock and the group descriptor table (in
 * some groups only), the block bitmap, the inode bitmap and the inode table. Data blocks follow.
 *
 * @param blockSize the block size in bytes
 * @param blocks {@code s_blocks_count}
 * @param groups the number of groups
 * @param inodesPerGroup {@code s_inodes_per_group}, a multiple of the inodes in a block
 */
record Geometry(int blockSize, long blocks, int groups, int inodesPerGroup) {

  /** The number of bitmap blocks in each group: one for blocks, one for inodes. */
  static final int BITMAPS = 2;

  private static final int[] SPARSE_SUPER_BASES = {3, 5, 7};

  /**
   * Returns the smallest file system that has this many inodes and data blocks.
   *
   * @param dataBlocks the number of data blocks, at most 1 TiB of them
   */
  static Geometry smallest(int blockSize, long inodes, long dataBlocks) {
    int groups = (int) Math.max(1, dataBlocks / blocksPerGroup(blockSize));
    while (true) {
      Geometry full = full(blockSize, groups, inodes);
      long needed = full.firstDataBlock() + full.metadataBlocks() + dataBlocks;
      if (full.inodesFit() && needed <= full.blocks) {
        long lastGroup = full.groupStart(groups - 1) + full.metadataBlocks(groups - 1);
        return new Geometry(blockSize, Math.max(needed, lastGroup), groups, full.inodesPerGroup);
      }
      groups++;
    }
  }

  /**
   * Returns the largest file system within this many blocks; empty if it has too few inodes or data
   * blocks. Blocks at the end that cannot hold another group's metadata remain unused.
   */
  static Optional<Geometry> within(int blockSize, long blocks, long inodes, long dataBlocks) {
    int greatest =
        Math.toIntExact(ceilDiv(blocks - firstDataBlock(blockSize), blocksPerGroup(blockSize)));
    for (int groups = greatest; groups >= Math.max(1, greatest - 1); groups--) {
      Geometry full = full(blockSize, groups, inodes);
      Geometry cut =
          new Geometry(blockSize, Math.min(blocks, full.blocks), groups, full.inodesPerGroup);
      if (cut.inodesFit() && cut.dataBlocks(groups - 1) >= 0 && cut.dataBlocks() >= dataBlocks) {
        return Optional.of(cut);
      }
    }
    return Optional.empty();
  }

  /** Returns a file system of complete groups that has this many inodes. */
  private static Geometry full(int blockSize, int groups, long inodes) {
    int perBlock = blockSize / Inode.SIZE;
    long perGroup = ceilDiv(ceilDiv(inodes, groups), perBlock) * perBlock;
    return new Geometry(
        blockSize,
        firstDataBlock(blockSize) + (long) groups * blocksPerGroup(blockSize),
        groups,
        Math.toIntExact(perGroup));
  }

  /** Returns whether a group's inodes fit in its inode bitmap, which is one block. */
  private boolean inodesFit() {
    return inodesPerGroup <= 8 * blockSize;
  }

  private static int blocksPerGroup(int blockSize) {
    return 8 * blockSize;
  }

  private static int firstDataBlock(int blockSize) {
    return blockSize == Superblock.OFFSET ? 1 : 0;
  }

  static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /**
   * Returns the number of blocks of a complete group, which is the number of bits in its block
   * bitmap.
   */
  int blocksPerGroup() {
    return blocksPerGroup(blockSize);
  }

  /**
   * Returns {@code s_first_data_block}: the block with the superblock, at which the first group
   * begins.
   */
  int firstDataBlock() {
    return firstDataBlock(blockSize);
  }

  /** Returns the size of the file system in bytes. */
  long size() {
    return blocks * blockSize;
  }

  /** Returns {@code s_inodes_count}. */
  int inodes() {
    return groups * inodesPerGroup;
  }

  /** Returns the number of blocks of the group descriptor table. */
  int descriptorBlocks() {
    return (int) ceilDiv((long) groups * GroupDescriptor.SIZE, blockSize);
  }

  /** Returns the number of blocks of each group's inode table. */
  int inodeTableBlocks() {
    return inodesPerGroup / (blockSize / Inode.SIZE);
  }

  /** Returns the block number of a group's first block. */
  long groupStart(int group) {
    return firstDataBlock() + (long) group * blocksPerGroup();
  }

  /**
   * Returns the number of blocks in a group; only the last group may have fewer than the others.
   */
  int groupBlocks(int group) {
    return (int) Math.min(blocksPerGroup(), blocks - groupStart(group));
  }

  /**
   * Returns whether a group begins with copies of the superblock and the group descriptor table:
   * with {@code sparse_super}, groups 0 and 1 and the powers of 3, 5 and 7 do.
   */
  static boolean hasSuperblock(int group) {
    if (group <= 1) {
      return true;
    }
    for (int base : SPARSE_SUPER_BASES) {
      long power = base;
      while (power < group) {
        power *= base;
      }
      if (power == group) {
        return true;
      }
    }
    return false;
  }

  /** Returns the block bitmap's block offset in a group. */
  int bitmapOffset(int group) {
    return hasSuperblock(group) ? 1 + descriptorBlocks() : 0;
  }

  /** Returns the number of metadata blocks in a group. */
  int metadataBlocks(int group) {
    return bitmapOffset(group) + BITMAPS + inodeTableBlocks();
  }

  /** Returns the number of data blocks in a group. */
  int dataBlocks(int group) {
    return groupBlocks(group) - metadataBlocks(group);
  }

  /** Returns the block number of a group's first data block. */
  long dataStart(int group) {
    return groupStart(group) + metadataBlocks(group);
  }

  /** Returns the number of data blocks in all groups. */
  long dataBlocks() {
    return blocks - firstDataBlock() - metadataBlocks();
  }

  private long metadataBlocks() {
    return (long) groups * (BITMAPS + inodeTableBlocks())
        + (long) superblocks() * (1 + descriptorBlocks());
  }

  private int superblocks() {
    int count = Math.min(groups, 2);
    for (int base : SPARSE_SUPER_BASES) {
      for (long power = base; power < groups; power *= base) {
        count++;
      }
    }
    return count;
  }
}
