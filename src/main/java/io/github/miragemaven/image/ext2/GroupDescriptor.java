package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;

/**
 * An entry of the group descriptor table (section "Block Group Descriptor Table").
 *
 * @param blockBitmap {@code bg_block_bitmap}; the inode bitmap and the inode table follow that
 *     block
 * @param freeBlocks {@code bg_free_blocks_count}
 * @param freeInodes {@code bg_free_inodes_count}
 * @param usedDirectories {@code bg_used_dirs_count}
 */
record GroupDescriptor(long blockBitmap, int freeBlocks, int freeInodes, int usedDirectories) {

  /** The size of a descriptor in bytes. */
  static final int SIZE = 32;

  private static final int BG_BLOCK_BITMAP = 0;
  private static final int BG_INODE_BITMAP = 4;
  private static final int BG_INODE_TABLE = 8;
  private static final int BG_FREE_BLOCKS_COUNT = 12;
  private static final int BG_FREE_INODES_COUNT = 14;
  private static final int BG_USED_DIRS_COUNT = 16;

  /** Writes the descriptor at the offset of a zeroed buffer. */
  void put(ByteBuffer table, int at) {
    table.putInt(at + BG_BLOCK_BITMAP, (int) blockBitmap);
    table.putInt(at + BG_INODE_BITMAP, (int) blockBitmap + 1);
    table.putInt(at + BG_INODE_TABLE, (int) blockBitmap + 2);
    table.putShort(at + BG_FREE_BLOCKS_COUNT, (short) freeBlocks);
    table.putShort(at + BG_FREE_INODES_COUNT, (short) freeInodes);
    table.putShort(at + BG_USED_DIRS_COUNT, (short) usedDirectories);
  }
}
