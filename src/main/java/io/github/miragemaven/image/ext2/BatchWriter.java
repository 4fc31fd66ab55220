package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes batches in a separate thread, in the order in which they are submitted, while the next one
 * is filled. A small fixed number of batches limits memory use.
 */
final class BatchWriter implements Closeable {

  /** Small enough to fit in the processor's cache. */
  private static final int BATCHES = 4;

  private static final int BATCH_SIZE = 1 << 18;

  private final FileChannel channel;
  private final BlockingQueue<WriteBatch> free = new LinkedBlockingQueue<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread writer = new Thread(task, "ext2-writer");
            writer.setDaemon(true);
            return writer;
          });
  private int batches;
  private volatile boolean closed;
  private volatile IOException failure;

  /** Creates a writer to this file. */
  BatchWriter(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Returns an empty batch to fill, waiting if necessary.
   *
   * @throws IOException if a batch could not be written, or the thread is interrupted
   */
  WriteBatch take() throws IOException {
    if (free.isEmpty() && batches < BATCHES) {
      batches++;
      free.add(new WriteBatch(channel, BATCH_SIZE));
    }
    return awaitFree();
  }

  /** Submits a batch for writing. */
  void submit(WriteBatch batch) {
    thread.execute(() -> write(batch));
  }

  /**
   * Waits until all submitted batches are written.
   *
   * @throws IOException if one could not be written, or the thread is interrupted
   */
  void finish() throws IOException {
    for (int i = 0; i < batches; i++) {
      awaitFree();
    }
  }

  private WriteBatch awaitFree() throws IOException {
    WriteBatch batch;
    try {
      batch = free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted while writing").initCause(e);
    }
    if (failure != null) {
      throw failure;
    }
    return batch;
  }

  /** Discards the batch after a failure or {@link #close}, since the image is incomplete anyway. */
  private void write(WriteBatch batch) {
    try {
      if (failure == null && !closed) {
        batch.write();
      }
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      failure = new IOException("The image could not be written", e);
    }
    batch.clear();
    free.add(batch);
  }

  /** Stops the thread after its current batch. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
