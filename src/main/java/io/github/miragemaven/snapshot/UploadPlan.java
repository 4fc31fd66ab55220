package io.github.miragemaven.snapshot;

import java.util.Optional;

/**
 * The upload that a deployment would make.
 *
 * @param blocks the number of blocks to send
 * @param imageBlocks the number of the image's blocks
 * @param gib the size of the new snapshot's volume in GiB
 * @param parent the ID of the parent snapshot; empty for a full upload
 * @param via the build host or bucket in between; empty for the EBS direct APIs
 */
public record UploadPlan(
    int blocks, int imageBlocks, int gib, Optional<String> parent, Optional<String> via) {

  /** Plans to send a whole image, without a manifest, via a build host or a bucket. */
  public static UploadPlan wholeImage(long size, String via) {
    int blocks = Block.count(size);
    int gib = (blocks + Block.PER_GIB - 1) / Block.PER_GIB;
    return new UploadPlan(blocks, blocks, gib, Optional.empty(), Optional.of(via));
  }

  /** Returns the number of bytes to send. */
  public long bytes() {
    return (long) blocks * Block.SIZE;
  }

  /** Counts the requests: one for each block, start, completion, and two to read a manifest. */
  public int requests() {
    return blocks + (parent.isPresent() ? 4 : 2);
  }
}
