package io.github.miragemaven.snapshot;

import java.util.OptionalInt;

/**
 * What lies where on the volume of a snapshot: the image from its start, the manifest of the
 * image's blocks at its end, nothing between. The manifest's first piece lies in the volume's last
 * block, where it is found knowing the volume's size alone; its second lies before that, and so on.
 *
 * @param gib the volume's size in GiB
 * @param imageBlocks how many blocks the image takes
 * @param pieces how many blocks the manifest takes
 */
record VolumeLayout(int gib, int imageBlocks, int pieces) {

  /** Refuses a volume that does not hold both. */
  VolumeLayout {
    if (imageBlocks + pieces > gib * Block.PER_GIB) {
      throw new IllegalArgumentException(gib + " GiB are too few");
    }
  }

  /**
   * The smallest volume that holds an image and its manifest.
   *
   * @param gibAtLeast the size of the parent's volume in GiB, below which no snapshot may be; or 1
   */
  static VolumeLayout of(long imageSize, int gibAtLeast) {
    int imageBlocks = Block.count(imageSize);
    int pieces = Manifest.pieces(imageBlocks);
    int gib = (imageBlocks + pieces + Block.PER_GIB - 1) / Block.PER_GIB;
    return new VolumeLayout(Math.max(gib, gibAtLeast), imageBlocks, pieces);
  }

  /** How many blocks the volume has. */
  int blocks() {
    return gib * Block.PER_GIB;
  }

  /** The block in which a piece of the manifest lies. */
  int blockOfPiece(int piece) {
    return blocks() - 1 - piece;
  }

  /** The piece of the manifest that lies in a block. */
  OptionalInt pieceIn(int block) {
    int piece = blocks() - 1 - block;
    return piece < pieces ? OptionalInt.of(piece) : OptionalInt.empty();
  }

  /** Whether a block belongs to the image. */
  boolean isImage(int block) {
    return block < imageBlocks;
  }
}
