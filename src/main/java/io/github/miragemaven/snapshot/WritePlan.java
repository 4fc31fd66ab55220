package io.github.miragemaven.snapshot;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which blocks of a volume are written, so that afterwards the whole of it is known: the image, the
 * manifest, and zeros elsewhere.
 *
 * <p>A block that no one ever wrote reads as zeros where the snapshot is not encrypted and as
 * random bytes where it is. So each block of the image is written at least once in a line of
 * snapshots, zeros too; space behind the image is left out where it is zeros by itself.
 *
 * @param layout what lies where
 * @param blocks the blocks that are written
 */
record WritePlan(VolumeLayout layout, BitSet blocks) {

  /** Digests compared at a time. */
  private static final int STRETCH = 4096;

  /** How many blocks are written. */
  int count() {
    return blocks.cardinality();
  }

  /** What a snapshot without a parent takes. */
  static WritePlan full(VolumeLayout layout, boolean encrypted) {
    BitSet blocks = new BitSet(layout.blocks());
    if (encrypted) {
      blocks.set(0, layout.blocks());
    } else {
      blocks.set(0, layout.imageBlocks());
      manifest(layout, blocks);
    }
    return new WritePlan(layout, blocks);
  }

  /**
   * What a snapshot on top of another takes.
   *
   * @param layout the new volume, not smaller than the parent's
   * @param image the manifest of what it is to hold
   * @param parent the manifest of what the parent holds
   * @param parentGib the size of the parent's volume in GiB
   */
  static WritePlan onTopOf(
      Manifest parent, int parentGib, Manifest image, VolumeLayout layout, boolean encrypted)
      throws IOException {
    VolumeLayout before = VolumeLayout.of(parent.imageSize(), parentGib);
    BitSet blocks = differing(parent, image);
    blocks.set(before.imageBlocks(), Math.max(before.imageBlocks(), layout.imageBlocks()));
    if (encrypted) {
      blocks.set(before.blocks(), layout.blocks());
    }
    manifest(before, blocks);
    manifest(layout, blocks);
    return new WritePlan(layout, blocks);
  }

  /**
   * The blocks of the parent's image that the new volume has otherwise, or has zeros in place of.
   */
  private static BitSet differing(Manifest parent, Manifest image) throws IOException {
    BitSet differing = new BitSet(parent.blocks());
    byte[] zeros = Block.zeroDigest();
    for (int from = 0; from < parent.blocks(); from += STRETCH) {
      int count = Math.min(STRETCH, parent.blocks() - from);
      int known = Math.max(0, Math.min(count, image.blocks() - from));
      byte[] old = parent.digests(from, count);
      byte[] now = known > 0 ? image.digests(from, known) : new byte[0];
      for (int i = 0; i < count; i++) {
        int at = i * Block.DIGEST;
        boolean same =
            i < known
                ? Arrays.equals(old, at, at + Block.DIGEST, now, at, at + Block.DIGEST)
                : Arrays.equals(old, at, at + Block.DIGEST, zeros, 0, Block.DIGEST);
        differing.set(from + i, !same);
      }
    }
    return differing;
  }

  private static void manifest(VolumeLayout layout, BitSet blocks) {
    blocks.set(layout.blocks() - layout.pieces(), layout.blocks());
  }
}
