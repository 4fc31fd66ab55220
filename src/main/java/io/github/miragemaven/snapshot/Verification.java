package io.github.miragemaven.snapshot;

import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/** Selects the blocks that are read back from a snapshot before it is used. */
public enum Verification {
  /** None: the service has already compared the checksums. */
  NONE,
  /** Some blocks that were sent, and some that come from the parent. */
  SAMPLE,
  /** Every block of the image. */
  FULL;

  /** The number of sent blocks in a sample, and the number of others. */
  private static final int SAMPLE_SIZE = 8;

  /**
   * Selects the blocks to read back.
   *
   * @param blocks the number of the image's blocks
   * @param sent the blocks of the volume that were sent
   */
  BitSet select(int blocks, BitSet sent) {
    BitSet selected = new BitSet(blocks);
    if (this == NONE) {
      return selected;
    }
    selected.set(0, blocks);
    if (this == SAMPLE) {
      BitSet changed = sent.get(0, blocks);
      selected.andNot(changed);
      selected = sample(selected);
      selected.or(sample(changed));
    }
    return selected;
  }

  /** Selects neighbors, starting at a random block: one ListSnapshotBlocks request finds them. */
  private static BitSet sample(BitSet blocks) {
    BitSet sample = new BitSet();
    if (!blocks.isEmpty()) {
      int start = blocks.previousSetBit(ThreadLocalRandom.current().nextInt(blocks.length()));
      blocks.stream().filter(block -> block >= start).limit(SAMPLE_SIZE).forEach(sample::set);
    }
    return sample;
  }
}
