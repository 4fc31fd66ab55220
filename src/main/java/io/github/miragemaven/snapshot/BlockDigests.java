package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Computes the digests of an image's blocks, a stretch of the image at a time, on all cores. */
final class BlockDigests {

  /** Large enough to keep the cores busy, small enough to be interrupted between two. */
  private static final int STRETCH = 1024;

  private final ImageBlocks image;
  private final LongConsumer watcher;
  private final ThreadLocal<ByteBuffer> buffers =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(Block.SIZE));
  private int next;

  /**
   * The digests of that image, none computed yet.
   *
   * @param watcher is told of bytes that have been read
   */
  BlockDigests(ImageBlocks image, LongConsumer watcher) {
    this.image = image;
    this.watcher = watcher;
  }

  /** The image's size in bytes. */
  long imageSize() {
    return image.size();
  }

  /** The digests of the next blocks, one behind the other; empty behind the last. */
  ByteBuffer next() throws IOException {
    int from = next;
    next = Math.min(from + STRETCH, image.count());
    byte[] digests = new byte[(next - from) * Block.DIGEST];
    try {
      IntStream.range(from, next)
          .parallel()
          .forEach(
              block ->
                  System.arraycopy(
                      digest(block, buffers.get()),
                      0,
                      digests,
                      (block - from) * Block.DIGEST,
                      Block.DIGEST));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ByteBuffer.wrap(digests);
  }

  private byte[] digest(int block, ByteBuffer buffer) {
    try {
      image.read(block, buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    watcher.accept(Block.SIZE);
    return Block.digest(buffer, Sha256.digest());
  }
}
