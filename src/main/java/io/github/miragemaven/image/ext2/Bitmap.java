package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A block or inode bitmap (sections "Block Bitmap" and "Inode Bitmap"): the lowest bit of the first
 * byte represents the first block or inode; 1 means used or nonexistent.
 */
final class Bitmap {

  private static final byte[] ONES = new byte[4096];

  static {
    Arrays.fill(ONES, (byte) 0xFF);
  }

  private Bitmap() {}

  /**
   * Writes a bitmap into a zeroed block.
   *
   * @param used the number of blocks or inodes in use, which are the first ones
   * @param present the number of blocks or inodes that exist; the bits after them are set
   */
  static void put(ByteBuffer block, int used, int present) {
    set(block, 0, used);
    set(block, present, block.capacity() * Byte.SIZE);
  }

  private static void set(ByteBuffer block, int from, int to) {
    int bit = from;
    while (bit < to && bit % Byte.SIZE != 0) {
      setOne(block, bit++);
    }
    int bytes = (to - bit) / Byte.SIZE;
    block.put(bit / Byte.SIZE, ONES, 0, bytes);
    for (bit += bytes * Byte.SIZE; bit < to; bit++) {
      setOne(block, bit);
    }
  }

  private static void setOne(ByteBuffer block, int bit) {
    int at = bit / Byte.SIZE;
    block.put(at, (byte) (block.get(at) | 1 << bit % Byte.SIZE));
  }
}
