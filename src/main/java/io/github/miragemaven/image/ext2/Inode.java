package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;

/**
 * An inode (section "Inode Table"), owned by user and group 0.
 *
 * @param mode type and permissions
 * @param links the number of directory entries that refer to the inode
 * @param size the size of the content in bytes
 * @param seconds the time of the last access, change and modification
 * @param blocks the blocks of the content
 */
record Inode(short mode, int links, long size, int seconds, BlockMap blocks) {

  /** The size of an inode in bytes. */
  static final int SIZE = 128;

  /** The root directory: {@code EXT2_ROOT_INO}. */
  static final int EXT2_ROOT_INO = 2;

  /** The first inode that is not reserved: {@code EXT2_GOOD_OLD_FIRST_INO}. */
  static final int FIRST_INO = 11;

  private static final int I_MODE = 0;
  private static final int I_SIZE = 4;
  private static final int I_ATIME = 8;
  private static final int I_CTIME = 12;
  private static final int I_MTIME = 16;
  private static final int I_LINKS_COUNT = 26;
  private static final int I_BLOCKS = 28;
  private static final int I_BLOCK = 40;

  private static final int SECTOR = 512;

  /** Writes the inode at the offset of a zeroed buffer. */
  void put(ByteBuffer table, int at, DataBlocks numbers) {
    table.putShort(at + I_MODE, mode);
    table.putInt(at + I_SIZE, (int) size);
    table.putInt(at + I_ATIME, seconds);
    table.putInt(at + I_CTIME, seconds);
    table.putInt(at + I_MTIME, seconds);
    table.putShort(at + I_LINKS_COUNT, (short) links);
    table.putInt(at + I_BLOCKS, (int) (blocks.count() * (blocks.blockSize() / SECTOR)));
    blocks.putPointers(table, at + I_BLOCK, numbers);
  }
}
