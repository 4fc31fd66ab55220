package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Where a file system's bytes go, in the order of their positions but for the superblock. They are
 * gathered in large batches, which are written while the next are gathered: reading the content and
 * writing the image overlap. Closing does not write what is left: {@link #finish()} does.
 */
final class ImageOutput implements Closeable {

  private static final byte[] ZEROS = new byte[4096];

  private final long offset;
  private final BatchWriter writer;
  private WriteBatch batch;
  private long position;
  private long end;

  /** Makes an output for the part of the file that begins at the offset. */
  ImageOutput(FileChannel channel, long offset) throws IOException {
    this.offset = offset;
    this.writer = new BatchWriter(channel);
    this.batch = writer.take();
    batch.begin(offset);
  }

  /** The end of the farthest bytes that were given, which is where the file will end. */
  long end() {
    return end;
  }

  /** Lets the next byte go to that position of the file system; what is passed over is a hole. */
  void seek(long newPosition) throws IOException {
    if (newPosition == position) {
      return;
    }
    position = newPosition;
    if (batch.isFullOfPlaces()) {
      nextBatch();
    } else {
      batch.begin(offset + position);
    }
  }

  /** The next bytes, at most 4096, all zero and little-endian: to be set before anything else. */
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

  /** Gives the next bytes. */
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

  /** Reads once, at most so many bytes, from a channel as the next bytes; -1 at its end. */
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
    writer.give(batch);
    batch = writer.take();
    batch.begin(offset + position);
  }

  /** Writes all that was given; nothing can be given any more. */
  void finish() throws IOException {
    writer.give(batch);
    writer.finish();
  }

  @Override
  public void close() {
    writer.close();
  }
}
