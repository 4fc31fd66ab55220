package io.github.miragemaven.snapshot;

import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/** Which blocks of an image are read back. */
final class Sample {

  /** How many of the sent blocks, and as many of the others. */
  private static final int SIZE = 8;

  private Sample() {}

  /**
   * Blocks to read back.
   *
   * @param blocks how many the image has
   * @param sent those that this upload has sent
   */
  static BitSet of(Verification verification, int blocks, BitSet sent) {
    BitSet all = new BitSet(blocks);
    all.set(0, blocks);
    return switch (verification) {
      case NONE -> new BitSet();
      case FULL -> all;
      case SAMPLE -> {
        BitSet changed = (BitSet) all.clone();
        changed.and(sent);
        BitSet kept = (BitSet) all.clone();
        kept.andNot(sent);
        BitSet sample = some(changed);
        sample.or(some(kept));
        yield sample;
      }
    };
  }

  /** Neighbours from a random one on, so that one list of the service names them all. */
  private static BitSet some(BitSet blocks) {
    BitSet some = new BitSet();
    if (!blocks.isEmpty()) {
      int start = blocks.previousSetBit(ThreadLocalRandom.current().nextInt(blocks.length()));
      int block = Math.max(start, blocks.nextSetBit(0));
      for (int i = 0; i < SIZE && block >= 0; i++) {
        some.set(block);
        block = blocks.nextSetBit(block + 1);
      }
    }
    return some;
  }
}
