package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * A block or inode bitmap (sections "Block Bitmap" and "Inode Bitmap"): the lowest bit of the first
 * byte represents the first block or inode; 1 means used or nonexistent.
 */
final class Bitmap {

  private Bitmap() {}

  /**
   * Writes a bitmap into a zeroed block.
   *
   * @param used the number of blocks or inodes in use, which are the first ones
   * @param present the number of blocks or inodes that exist; the bits after them are set
   */
  static void put(ByteBuffer block, int used, int present) {
    BitSet bits = new BitSet();
    bits.set(0, used);
    bits.set(present, block.capacity() * Byte.SIZE);
    block.put(0, bits.toByteArray());
  }
}
