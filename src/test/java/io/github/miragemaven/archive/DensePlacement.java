package io.github.miragemaven.archive;

import java.util.List;

/** Places chunks one after another, for small archives in tests. */
final class DensePlacement implements Placement {

  /** The length of an archive is a multiple of this. */
  private static final int PAGE = 4096;

  @Override
  public Places place(List<Piece> pieces, long indexEnd) {
    long[] offsets = new long[pieces.size()];
    long at = ArchiveFormat.roundUp(indexEnd, PAGE);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += pieces.get(i).bytes();
    }
    return new Places(offsets, ArchiveFormat.roundUp(at, PAGE));
  }
}
