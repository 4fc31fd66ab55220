package io.github.miragemaven.image.ext2;

import java.util.Optional;

/**
 * How a file system is divided into block groups (chapters "Block Groups" and "Disk Organization").
 *
 * <p>A group begins with its metadata: in some groups a copy of the superblock and of the group
 * descriptor table, in all the block bitmap, the inode bitmap and the inode table, each behind the
 * other. The rest are data blocks.
 *
 * @param blockSize the bytes of a block
 * @param blocks the blocks of the file system: {@code s_blocks_count}
 * @param groups the number of groups
 * @param inodesPerGroup the inodes of each group: {@code s_inodes_per_group}, full blocks of them
 */
record Geometry(int blockSize, long blocks, int groups, int inodesPerGroup) {

  /** The bitmap blocks of each group: one for blocks, one for inodes. */
  static final int BITMAPS = 2;

  private static final int[] SPARSE_SUPER_BASES = {3, 5, 7};

  /**
   * The smallest file system with room for that many inodes and data blocks.
   *
   * @param dataBlocks at most what 1 TiB holds
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
   * The greatest file system of at most that many blocks, if it has room for that many inodes and
   * data blocks. Blocks at the end that could not hold a further group's metadata stay unused.
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

  /** Groups that are all complete, with inode tables that hold that many inodes together. */
  private static Geometry full(int blockSize, int groups, long inodes) {
    int perBlock = blockSize / Inode.SIZE;
    long perGroup = ceilDiv(ceilDiv(inodes, groups), perBlock) * perBlock;
    return new Geometry(
        blockSize,
        firstDataBlock(blockSize) + (long) groups * blocksPerGroup(blockSize),
        groups,
        Math.toIntExact(perGroup));
  }

  /** A group's inode bitmap is one block. */
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

  /** The blocks of a complete group, as many as its block bitmap has bits. */
  int blocksPerGroup() {
    return blocksPerGroup(blockSize);
  }

  /** The block that holds the superblock, where the first group begins. */
  int firstDataBlock() {
    return firstDataBlock(blockSize);
  }

  /** The bytes of the file system. */
  long size() {
    return blocks * blockSize;
  }

  /** The inodes of all groups: {@code s_inodes_count}. */
  int inodes() {
    return groups * inodesPerGroup;
  }

  /** The blocks of the group descriptor table. */
  int descriptorBlocks() {
    return (int) ceilDiv((long) groups * GroupDescriptor.SIZE, blockSize);
  }

  /** The blocks of each group's inode table. */
  int inodeTableBlocks() {
    return inodesPerGroup / (blockSize / Inode.SIZE);
  }

  /** The number of a group's first block. */
  long groupStart(int group) {
    return firstDataBlock() + (long) group * blocksPerGroup();
  }

  /** The number of blocks in a group; only the last can have fewer than the others. */
  int groupBlocks(int group) {
    return (int) Math.min(blocksPerGroup(), blocks - groupStart(group));
  }

  /**
   * Whether a group begins with a copy of superblock and descriptors: with {@code sparse_super},
   * groups 0 and 1 and the powers of 3, 5 and 7.
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

  /** Where in a group its block bitmap lies: behind the copies, if it has any. */
  int bitmapOffset(int group) {
    return hasSuperblock(group) ? 1 + descriptorBlocks() : 0;
  }

  /** The number of a group's blocks that are not data. */
  int metadataBlocks(int group) {
    return bitmapOffset(group) + BITMAPS + inodeTableBlocks();
  }

  /** The number of data blocks in a group. */
  int dataBlocks(int group) {
    return groupBlocks(group) - metadataBlocks(group);
  }

  /** The number of a group's first data block. */
  long dataStart(int group) {
    return groupStart(group) + metadataBlocks(group);
  }

  /** The data blocks of all groups. */
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
