package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A buffer for one or more extents of a file, filled by one thread and written by another. */
final class WriteBatch {

  private static final int MAXIMUM_EXTENTS = 512;

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long[] positions = new long[MAXIMUM_EXTENTS];
  private final int[] starts = new int[MAXIMUM_EXTENTS];
  private int extents;

  WriteBatch(FileChannel channel, int capacity) {
    this.channel = channel;
    this.buffer = ByteBuffer.allocateDirect(capacity);
  }

  /** Returns the buffer, to which the bytes of the current extent are appended. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Returns whether no further extent can begin. */
  boolean isOutOfExtents() {
    return extents == MAXIMUM_EXTENTS;
  }

  /** Begins an extent at this position of the file. */
  void begin(long position) {
    if (extents > 0 && starts[extents - 1] == buffer.position()) {
      extents--;
    }
    positions[extents] = position;
    starts[extents] = buffer.position();
    extents++;
  }

  /** Empties the batch for reuse. */
  void clear() {
    buffer.clear();
    extents = 0;
  }

  /** Writes all extents. */
  void write() throws IOException {
    int end = buffer.position();
    for (int extent = 0; extent < extents; extent++) {
      buffer.limit(extent + 1 < extents ? starts[extent + 1] : end).position(starts[extent]);
      long position = positions[extent];
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
    }
  }
}
