package io.github.miragemaven.archive;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places each chunk in a block of 512 KiB that a hash of its path selects, so that a changed file
 * changes few blocks. {@code decisions/archive-placement.md} has the reasons and measurements.
 *
 * <p>The archive has three parts: the index, the files that are not compressible, and the
 * compressible ones, so that a change to all pages leaves the images where they are. The layout
 * depends on the content alone, not on an earlier archive.
 */
final class SpreadPlacement implements Placement {

  @Override
  public Places place(List<Piece> pieces, long indexEnd) {
    long[] offsets = new long[pieces.size()];
    int blocks = indexBlocks(indexEnd);
    for (boolean compressible : new boolean[] {false, true}) {
      int[] numbers =
          IntStream.range(0, offsets.length)
              .filter(i -> pieces.get(i).compressible() == compressible)
              .boxed()
              .sorted(Comparator.comparing(pieces::get, Zone.ORDER))
              .mapToInt(i -> i)
              .toArray();
      blocks += new Zone(pieces, numbers, blocks, offsets).fill();
    }
    return new Places(offsets, (long) blocks * Zone.BLOCK);
  }

  /** A power of two, so that the files seldom move when the index grows. */
  private static int indexBlocks(long indexEnd) {
    int needed = Math.toIntExact(ArchiveFormat.roundUp(indexEnd, Zone.BLOCK) / Zone.BLOCK);
    return needed == 1 ? 1 : Integer.highestOneBit(needed - 1) << 1;
  }
}
