package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The superblock (section "Superblock"), of a file system that has never been mounted.
 *
 * @param geometry the division into block groups
 * @param freeBlocks {@code s_free_blocks_count}
 * @param freeInodes {@code s_free_inodes_count}
 * @param largeFiles whether any file is larger than {@value RegularFile#GREATEST_SMALL_SIZE} bytes
 * @param settings the UUID, label and timestamp
 */
record Superblock(
    Geometry geometry,
    long freeBlocks,
    long freeInodes,
    boolean largeFiles,
    Ext2Settings settings) {

  /** The size of the superblock in bytes. */
  static final int SIZE = 1024;

  /** The first superblock's offset in the file system, for all block sizes. */
  static final int OFFSET = 1024;

  /** The size of {@code s_volume_name} in bytes. */
  static final int VOLUME_NAME_LENGTH = 16;

  private static final int S_INODES_COUNT = 0;
  private static final int S_BLOCKS_COUNT = 4;
  private static final int S_FREE_BLOCKS_COUNT = 12;
  private static final int S_FREE_INODES_COUNT = 16;
  private static final int S_FIRST_DATA_BLOCK = 20;
  private static final int S_LOG_BLOCK_SIZE = 24;
  private static final int S_LOG_FRAG_SIZE = 28;
  private static final int S_BLOCKS_PER_GROUP = 32;
  private static final int S_FRAGS_PER_GROUP = 36;
  private static final int S_INODES_PER_GROUP = 40;
  private static final int S_WTIME = 48;
  private static final int S_MAX_MNT_COUNT = 54;
  private static final int S_MAGIC = 56;
  private static final int S_STATE = 58;
  private static final int S_ERRORS = 60;
  private static final int S_LASTCHECK = 64;
  private static final int S_REV_LEVEL = 76;
  private static final int S_FIRST_INO = 84;
  private static final int S_INODE_SIZE = 88;
  private static final int S_BLOCK_GROUP_NR = 90;
  private static final int S_FEATURE_INCOMPAT = 96;
  private static final int S_FEATURE_RO_COMPAT = 100;
  private static final int S_UUID = 104;
  private static final int S_VOLUME_NAME = 120;

  /**
   * The time of creation, which is "unused" in the specification and defined in ext2_fs.h of
   * e2fsprogs.
   */
  private static final int S_MKFS_TIME = 264;

  private static final int EXT2_SUPER_MAGIC = 0xEF53;
  private static final int EXT2_VALID_FS = 1;
  private static final int EXT2_ERRORS_CONTINUE = 1;
  private static final int EXT2_DYNAMIC_REV = 1;
  private static final int EXT2_FEATURE_INCOMPAT_FILETYPE = 0x0002;
  private static final int EXT2_FEATURE_RO_COMPAT_SPARSE_SUPER = 0x0001;
  private static final int EXT2_FEATURE_RO_COMPAT_LARGE_FILE = 0x0002;
  private static final int NO_CHECK_BY_MOUNTS = -1;

  /**
   * Writes the superblock into a zeroed buffer. The remaining zeros mean: no reserved blocks, never
   * mounted, no check interval, creator Linux, owner root, no other features.
   *
   * @param group the group that contains this copy
   */
  void put(ByteBuffer block, int group) {
    block.putInt(S_INODES_COUNT, geometry.inodes());
    block.putInt(S_BLOCKS_COUNT, (int) geometry.blocks());
    block.putInt(S_FREE_BLOCKS_COUNT, (int) freeBlocks);
    block.putInt(S_FREE_INODES_COUNT, (int) freeInodes);
    block.putInt(S_FIRST_DATA_BLOCK, geometry.firstDataBlock());
    int log = Integer.numberOfTrailingZeros(geometry.blockSize() / 1024);
    block.putInt(S_LOG_BLOCK_SIZE, log);
    block.putInt(S_LOG_FRAG_SIZE, log);
    block.putInt(S_BLOCKS_PER_GROUP, geometry.blocksPerGroup());
    block.putInt(S_FRAGS_PER_GROUP, geometry.blocksPerGroup());
    block.putInt(S_INODES_PER_GROUP, geometry.inodesPerGroup());
    block.putInt(S_WTIME, settings.seconds());
    block.putShort(S_MAX_MNT_COUNT, (short) NO_CHECK_BY_MOUNTS);
    block.putShort(S_MAGIC, (short) EXT2_SUPER_MAGIC);
    block.putShort(S_STATE, (short) EXT2_VALID_FS);
    block.putShort(S_ERRORS, (short) EXT2_ERRORS_CONTINUE);
    block.putInt(S_LASTCHECK, settings.seconds());
    block.putInt(S_REV_LEVEL, EXT2_DYNAMIC_REV);
    block.putInt(S_FIRST_INO, Inode.FIRST_INO);
    block.putShort(S_INODE_SIZE, (short) Inode.SIZE);
    block.putShort(S_BLOCK_GROUP_NR, (short) group);
    block.putInt(S_FEATURE_INCOMPAT, EXT2_FEATURE_INCOMPAT_FILETYPE);
    block.putInt(
        S_FEATURE_RO_COMPAT,
        EXT2_FEATURE_RO_COMPAT_SPARSE_SUPER | (largeFiles ? EXT2_FEATURE_RO_COMPAT_LARGE_FILE : 0));
    UUID uuid = settings.uuid();
    block.putLong(S_UUID, Long.reverseBytes(uuid.getMostSignificantBits()));
    block.putLong(S_UUID + Long.BYTES, Long.reverseBytes(uuid.getLeastSignificantBits()));
    block.put(S_VOLUME_NAME, settings.label().getBytes(StandardCharsets.UTF_8));
    block.putInt(S_MKFS_TIME, settings.seconds());
  }
}
