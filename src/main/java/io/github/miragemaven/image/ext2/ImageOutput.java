package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes a file system's bytes into a file in large batches, in the order they are given. A second
 * thread writes one batch while the next is being filled, so that reading the content and writing
 * the image overlap. Closing does not write what is left: {@link #finish()} does.
 */
final class ImageOutput implements Closeable {

  /** Few enough to stay in a processor's second-level cache between the two threads. */
  private static final int BATCHES = 4;

  private static final int BATCH_SIZE = 1 << 19;
  private static final byte[] ZEROS = new byte[4096];

  private final FileChannel channel;
  private final long offset;
  private final WriteBatch[] batches = new WriteBatch[BATCHES];
  private final Future<?>[] written = new Future<?>[BATCHES];
  private final ExecutorService writer = Executors.newSingleThreadExecutor(ImageOutput::daemon);
  private int current;
  private long position;
  private long end;

  /** Makes an output for the part of the file that begins at the offset. */
  ImageOutput(FileChannel channel, long offset) {
    this.offset = offset;
    this.channel = channel;
    batches[0] = new WriteBatch(channel, BATCH_SIZE);
    batches[0].begin(offset);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ext2-writer");
    thread.setDaemon(true);
    return thread;
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
    if (batches[current].isFullOfPlaces()) {
      nextBatch();
    } else {
      batches[current].begin(offset + position);
    }
  }

  /** The next bytes, at most 4096, all zero and little-endian: to be set before anything else. */
  ByteBuffer claim(int bytes) throws IOException {
    ByteBuffer buffer = batches[current].buffer();
    if (buffer.remaining() < bytes) {
      nextBatch();
      buffer = batches[current].buffer();
    }
    int start = buffer.position();
    buffer.put(ZEROS, 0, bytes);
    advance(bytes);
    return buffer.slice(start, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads once, at most so many bytes, from a channel into the next bytes; -1 at its end. */
  int read(ReadableByteChannel in, long most) throws IOException {
    if (!batches[current].buffer().hasRemaining()) {
      nextBatch();
    }
    ByteBuffer buffer = batches[current].buffer();
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

  /** Writes all that was given. */
  void finish() throws IOException {
    nextBatch();
    for (int i = 0; i < BATCHES; i++) {
      await(i);
    }
  }

  private void nextBatch() throws IOException {
    written[current] = writer.submit(batches[current]);
    current = (current + 1) % BATCHES;
    if (batches[current] == null) {
      batches[current] = new WriteBatch(channel, BATCH_SIZE);
    }
    await(current);
    batches[current].clear();
    batches[current].begin(offset + position);
  }

  private void await(int batch) throws IOException {
    if (written[batch] == null) {
      return;
    }
    try {
      written[batch].get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted while writing").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("The image could not be written", e.getCause());
    }
  }

  /** Ends the writing thread once it has written the batches it was given. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
