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

  /** The number of digests to compare at a time. */
  private static final int BATCH = 4096;

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
   * Returns the blocks of the parent's image that change; those after the new image become zero.
   */
  private static BitSet differing(Manifest parent, Manifest image) throws IOException {
    BitSet differing = new BitSet(parent.blocks());
    byte[] zeros = Block.zeroDigest();
    for (int from = 0; from < parent.blocks(); from += BATCH) {
      int count = Math.min(BATCH, parent.blocks() - from);
      int common = Math.max(0, Math.min(count, image.blocks() - from));
      byte[] old = parent.digests(from, count);
      byte[] now = common > 0 ? image.digests(from, common) : new byte[0];
      for (int i = 0; i < count; i++) {
        int at = i * Block.DIGEST_SIZE;
        boolean same =
            i < common
                ? Arrays.equals(old, at, at + Block.DIGEST_SIZE, now, at, at + Block.DIGEST_SIZE)
                : Arrays.equals(old, at, at + Block.DIGEST_SIZE, zeros, 0, Block.DIGEST_SIZE);
        differing.set(from + i, !same);
      }
    }
    return differing;
  }

  private static void manifest(VolumeLayout layout, BitSet blocks) {
    blocks.set(layout.blocks() - layout.pieces(), layout.blocks());
  }
}
