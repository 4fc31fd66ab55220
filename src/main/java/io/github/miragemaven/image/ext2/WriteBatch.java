package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A buffer of bytes for one or more places of a file, filled by one thread, written by another. */
final class WriteBatch {

  private static final int MAXIMUM_PLACES = 512;

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long[] positions = new long[MAXIMUM_PLACES];
  private final int[] starts = new int[MAXIMUM_PLACES];
  private int places;

  WriteBatch(FileChannel channel, int capacity) {
    this.channel = channel;
    this.buffer = ByteBuffer.allocateDirect(capacity);
  }

  /** The bytes; what is put here belongs to the last place that was begun. */
  ByteBuffer buffer() {
    return buffer;
  }

  /** Whether no further place can begin. */
  boolean isFullOfPlaces() {
    return places == MAXIMUM_PLACES;
  }

  /** Lets what follows in the buffer go to that position of the file. */
  void begin(long position) {
    if (places > 0 && starts[places - 1] == buffer.position()) {
      places--;
    }
    positions[places] = position;
    starts[places] = buffer.position();
    places++;
  }

  /** Forgets everything. */
  void clear() {
    buffer.clear();
    places = 0;
  }

  /** Writes everything. */
  void write() throws IOException {
    int end = buffer.position();
    for (int place = 0; place < places; place++) {
      buffer.limit(place + 1 < places ? starts[place + 1] : end).position(starts[place]);
      long position = positions[place];
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
    }
  }
}
