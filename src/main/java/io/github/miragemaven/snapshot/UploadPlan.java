package io.github.miragemaven.snapshot;

import java.util.Optional;

/**
 * What an upload would send.
 *
 * @param blocks how many blocks
 * @param imageBlocks how many the image has
 * @param gib the size of the new snapshot's volume
 * @param parent the snapshot that it would go on top of; empty for a whole upload
 * @param through what it would go through, if that is not the EBS direct APIs
 */
public record UploadPlan(
    int blocks, int imageBlocks, int gib, Optional<String> parent, Optional<String> through) {

  /** What would send a whole image of that size, and nothing else, through something. */
  public static UploadPlan through(String what, long size) {
    int blocks = Block.count(size);
    int gib = (blocks + Block.PER_GIB - 1) / Block.PER_GIB;
    return new UploadPlan(blocks, blocks, gib, Optional.empty(), Optional.of(what));
  }

  /** What is sent, in bytes. */
  public long bytes() {
    return (long) blocks * Block.SIZE;
  }

  /** How many calls it takes: one for each block, to start and to complete, to read a manifest. */
  public int requests() {
    return blocks + (parent.isPresent() ? 4 : 2);
  }
}
