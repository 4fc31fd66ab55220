package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Writes a file system's bytes in batches. A batch is written while the next one is filled, so that
 * reading the content and writing the image overlap. Only {@link #finish()} writes the last batch;
 * {@link #close()} discards it.
 */
final class ImageOutput implements Closeable {

  private static final byte[] ZEROS = new byte[4096];

  private final long offset;
  private final BatchWriter writer;
  private WriteBatch batch;
  private long position;
  private long end;

  /** Creates an output that writes to the file from the offset. */
  ImageOutput(FileChannel channel, long offset) throws IOException {
    this.offset = offset;
    this.writer = new BatchWriter(channel);
    this.batch = writer.take();
    batch.begin(offset);
  }

  /** Returns the greatest position written so far, at which the file will end. */
  long end() {
    return end;
  }

  /** Sets the position in the file system of the next byte. Skipped ranges become holes. */
  void seek(long newPosition) throws IOException {
    if (newPosition == position) {
      return;
    }
    position = newPosition;
    if (batch.isOutOfExtents()) {
      nextBatch();
    } else {
      batch.begin(offset + position);
    }
  }

  /**
   * Returns the next bytes, at most 4096, zeroed and little-endian, which must be filled before the
   * next write.
   */
  ByteBuffer claim(int bytes) throws IOException {
    if (batch.buffer().remaining() < bytes) {
      nextBatch();
    }
    ByteBuffer buffer = batch.buffer();
    int start = buffer.position();
    buffer.put(ZEROS, 0, bytes);
    advance(bytes);
    return buffer.slice(start, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes the next bytes. */
  void put(byte[] bytes, int from, int count) throws IOException {
    int at = from;
    int rest = count;
    while (rest > 0) {
      makeRoom();
      int part = Math.min(rest, batch.buffer().remaining());
      batch.buffer().put(bytes, at, part);
      advance(part);
      at += part;
      rest -= part;
    }
  }

  /**
   * Writes the next bytes from a single read of a channel; returns their number, or -1 at the
   * channel's end.
   */
  int read(ReadableByteChannel in, long most) throws IOException {
    makeRoom();
    ByteBuffer buffer = batch.buffer();
    buffer.limit((int) Math.min(buffer.position() + most, buffer.capacity()));
    int count = in.read(buffer);
    buffer.limit(buffer.capacity());
    advance(Math.max(count, 0));
    return count;
  }

  private void advance(int bytes) {
    position += bytes;
    end = Math.max(end, position);
  }

  private void makeRoom() throws IOException {
    if (!batch.buffer().hasRemaining()) {
      nextBatch();
    }
  }

  private void nextBatch() throws IOException {
    writer.submit(batch);
    batch = writer.take();
    batch.begin(offset + position);
  }

  /** Waits until all bytes are written, after which nothing more can be written. */
  void finish() throws IOException {
    writer.submit(batch);
    writer.finish();
  }

  @Override
  public void close() {
    writer.close();
  }
}
