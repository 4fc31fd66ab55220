package io.github.miragemaven.archive;

import io.github.miragemaven.archive.Placement.Piece;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A range of blocks that is filled with chunks. */
final class Zone {

  /** The unit in which EBS snapshots are written. */
  static final int BLOCK = 512 * 1024;

  /** Large chunks first, since small ones fit into what is left. Then independent of the order. */
  static final Comparator<Piece> ORDER =
      Comparator.comparingInt((Piece piece) -> -sizeClass(piece))
          .thenComparing(Piece::pathHash, Long::compareUnsigned)
          .thenComparing(Piece::encoding)
          .thenComparingInt(Piece::number);

  /** The part of a zone that is left free when its number of blocks is chosen. */
  private static final double SPARE = 0.05;

  /** The number of blocks grows in steps, so that a zone seldom gets another number. */
  private static final double STEP = 1.1;

  private final List<Piece> pieces;
  private final int[] numbers;
  private final long start;
  private final long[] offsets;

  /**
   * A zone for some of the pieces.
   *
   * @param numbers the indices of the pieces to place, in the order to place them
   * @param firstBlock the zone's first block in the archive
   * @param offsets receives the offset of each piece
   */
  Zone(List<Piece> pieces, int[] numbers, int firstBlock, long[] offsets) {
    this.pieces = pieces;
    this.numbers = numbers;
    this.start = (long) firstBlock * BLOCK;
    this.offsets = offsets;
  }

  /** Places the pieces, and returns the number of blocks. */
  int fill() {
    if (numbers.length == 0) {
      return 0;
    }
    long total = Arrays.stream(numbers).mapToLong(i -> pieces.get(i).bytes()).sum();
    int blocks = 1;
    while (blocks * (1 - SPARE) * BLOCK < total || !fits(blocks)) {
      blocks = Math.max(blocks + 1, (int) (blocks * STEP));
    }
    return blocks;
  }

  private boolean fits(int blocks) {
    int[] used = new int[blocks];
    for (int i : numbers) {
      Piece piece = pieces.get(i);
      int block = blockWithRoom(piece, used);
      if (block < 0) {
        return false;
      }
      offsets[i] = start + (long) block * BLOCK + used[block];
      used[block] += piece.bytes();
    }
    return true;
  }

  /**
   * Looks for room in the block that the path's hash selects, then in others. In a zone of small
   * files these are the following blocks, so that a block that overflows affects its neighbors
   * only. In one of large files, many of which span several blocks, they are spread over the zone.
   */
  private static int blockWithRoom(Piece piece, int[] used) {
    int chunksInBlock = BLOCK / ArchiveFormat.CHUNK_BYTES;
    int home = scale(piece.pathHash(), used.length) + piece.number() / chunksInBlock;
    int attempts = piece.compressible() ? 0 : 2 * used.length;
    long state = piece.pathHash();
    for (int i = 0; i < attempts; i++) {
      int block = i == 0 ? home % used.length : scale(mix(state), used.length);
      state += GOLDEN_GAMMA;
      if (used[block] + piece.bytes() <= BLOCK) {
        return block;
      }
    }
    for (int i = 0; i < used.length; i++) {
      int block = (home + i) % used.length;
      if (used[block] + piece.bytes() <= BLOCK) {
        return block;
      }
    }
    return -1;
  }

  private static int sizeClass(Piece piece) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(piece.bytes());
  }

  /** Maps an unsigned hash to a number from 0 to the limit, which is excluded. */
  private static int scale(long hash, int limit) {
    return (int) (((hash >>> Integer.SIZE) * limit) >>> Integer.SIZE);
  }

  /** The increment and the output function of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
