package io.github.miragemaven.snapshot;

import java.util.OptionalInt;

/**
 * The layout of a snapshot's volume: the image at the start, the image's manifest at the end, and
 * zeros in between. The pieces of the manifest are in reverse order, so that the first one is
 * always in the last block of the volume.
 *
 * @param gib the volume's size in GiB
 * @param imageBlocks the number of the image's blocks
 * @param pieces the number of the manifest's pieces
 */
record VolumeLayout(int gib, int imageBlocks, int pieces) {

  /** Checks that the volume has room for both. */
  VolumeLayout {
    if (imageBlocks + pieces > gib * Block.PER_GIB) {
      throw new IllegalArgumentException(gib + " GiB are too few");
    }
  }

  /**
   * Returns the layout of the smallest volume for an image and its manifest.
   *
   * @param minGib the minimum size in GiB: the size of the parent's volume, or 1
   */
  static VolumeLayout of(long imageSize, int minGib) {
    int imageBlocks = Block.count(imageSize);
    int pieces = Manifest.pieces(imageBlocks);
    int gib = (imageBlocks + pieces + Block.PER_GIB - 1) / Block.PER_GIB;
    return new VolumeLayout(Math.max(gib, minGib), imageBlocks, pieces);
  }

  /** Returns the number of blocks of the volume. */
  int blocks() {
    return gib * Block.PER_GIB;
  }

  /** Returns the index of the manifest piece in a block. */
  OptionalInt pieceIn(int block) {
    int piece = blocks() - 1 - block;
    return piece < pieces ? OptionalInt.of(piece) : OptionalInt.empty();
  }

  /** Tells whether a block belongs to the image. */
  boolean isImage(int block) {
    return block < imageBlocks;
  }
}
