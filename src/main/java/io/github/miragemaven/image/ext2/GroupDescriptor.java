package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;

/**
 * An entry of the group descriptor table (section "Block Group Descriptor Table").
 *
 * @param blockBitmap the block that holds the group's block bitmap; the inode bitmap and the inode
 *     table follow it
 * @param freeBlocks the group's unused blocks
 * @param freeInodes the group's unused inodes
 * @param usedDirectories the group's inodes that are directories
 */
record GroupDescriptor(long blockBitmap, int freeBlocks, int freeInodes, int usedDirectories) {

  /** The bytes of a descriptor. */
  static final int SIZE = 32;

  private static final int BG_BLOCK_BITMAP = 0;
  private static final int BG_INODE_BITMAP = 4;
  private static final int BG_INODE_TABLE = 8;
  private static final int BG_FREE_BLOCKS_COUNT = 12;
  private static final int BG_FREE_INODES_COUNT = 14;
  private static final int BG_USED_DIRS_COUNT = 16;

  /** Writes the descriptor into zeros at that offset. */
  void put(ByteBuffer table, int at) {
    table.putInt(at + BG_BLOCK_BITMAP, (int) blockBitmap);
    table.putInt(at + BG_INODE_BITMAP, (int) blockBitmap + 1);
    table.putInt(at + BG_INODE_TABLE, (int) blockBitmap + 2);
    table.putShort(at + BG_FREE_BLOCKS_COUNT, (short) freeBlocks);
    table.putShort(at + BG_FREE_INODES_COUNT, (short) freeInodes);
    table.putShort(at + BG_USED_DIRS_COUNT, (short) usedDirectories);
  }
}
