package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Computes the digests of an image's blocks on all cores, a batch of blocks at a time. */
final class BlockDigests {

  /** Large enough to keep all cores busy, small enough to react to an interrupt. */
  private static final int BATCH = 1024;

  private final ImageBlocks image;
  private final LongConsumer progress;
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(Block.SIZE));
  private int next;

  /**
   * Starts at the image's first block.
   *
   * @param progress receives the number of bytes after each read
   */
  BlockDigests(ImageBlocks image, LongConsumer progress) {
    this.image = image;
    this.progress = progress;
  }

  /** Returns the image's size in bytes. */
  long imageSize() {
    return image.size();
  }

  /** Returns the concatenated digests of the next blocks; empty after the last block. */
  byte[] next() throws IOException {
    int from = next;
    next = Math.min(from + BATCH, image.count());
    byte[] digests = new byte[(next - from) * Block.DIGEST_SIZE];
    try {
      IntStream.range(from, next)
          .parallel()
          .forEach(
              block ->
                  System.arraycopy(
                      digest(block, buffers.get()),
                      0,
                      digests,
                      (block - from) * Block.DIGEST_SIZE,
                      Block.DIGEST_SIZE));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return digests;
  }

  private byte[] digest(int block, ByteBuffer buffer) {
    try {
      image.read(block, buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.accept(Block.SIZE);
    return Block.digest(buffer, Sha256.digest());
  }
}
