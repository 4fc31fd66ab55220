package io.github.miragemaven.snapshot;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The blocks of a volume to write, so that it contains the image, the manifest, and zeros
 * elsewhere.
 *
 * <p>Blocks that were never written read as zeros in an unencrypted snapshot, and as random bytes
 * in an encrypted one. So a chain of snapshots has to write each block of the image at least once,
 * even if it is zero; the rest of the volume has to be cleared only if it is encrypted or was used.
 *
 * @param layout the layout of the volume
 * @param blocks the blocks to write
 */
record WritePlan(VolumeLayout layout, BitSet blocks) {

  /** Returns the number of blocks to write. */
  int count() {
    return blocks.cardinality();
  }

  /** Plans a snapshot without a parent. */
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
   * Plans an incremental snapshot.
   *
   * @param parent the manifest of the parent's image
   * @param parentGib the size of the parent's volume in GiB
   * @param image the manifest of the new image
   * @param layout the layout of the new volume, which is not smaller than the parent's
   */
  static WritePlan incremental(
      Manifest parent, int parentGib, Manifest image, VolumeLayout layout, boolean encrypted)
      throws IOException {
    VolumeLayout before = VolumeLayout.of(parent.imageSize(), parentGib);
    BitSet blocks = changed(parent, image);
    blocks.set(before.imageBlocks(), Math.max(before.imageBlocks(), layout.imageBlocks()));
    if (encrypted) {
      blocks.set(before.blocks(), layout.blocks());
    }
    manifest(before, blocks);
    manifest(layout, blocks);
    return new WritePlan(layout, blocks);
  }

  /**
   * Returns the blocks of the parent's image that change; those after the new image become zero.
   */
  private static BitSet changed(Manifest parent, Manifest image) throws IOException {
    BitSet changed = new BitSet(parent.blocks());
    for (int block = 0; block < parent.blocks(); block++) {
      byte[] digest = block < image.blocks() ? image.digest(block) : Block.zeroDigest();
      changed.set(block, !Arrays.equals(parent.digest(block), digest));
    }
    return changed;
  }

  private static void manifest(VolumeLayout layout, BitSet blocks) {
    blocks.set(layout.blocks() - layout.pieces(), layout.blocks());
  }
}
