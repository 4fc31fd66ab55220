package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes batches in a separate thread, in the order in which they are submitted, while the next one
 * is filled. A small fixed number of batches limits memory use.
 */
final class BatchWriter implements Closeable {

  /** Small enough to fit in the processor's cache. */
  private static final int BATCHES = 4;

  private static final int BATCH_SIZE = 1 << 18;

  private final FileChannel channel;
  private final Deque<WriteBatch> free = new ArrayDeque<>();
  private final Deque<WriteBatch> full = new ArrayDeque<>();
  private final Thread thread;
  private int batches;
  private boolean closed;
  private IOException failure;

  /** Starts a writer thread for this file. */
  BatchWriter(FileChannel channel) {
    this.channel = channel;
    this.thread =
        new Thread("ext2-writer") {
          @Override
          public void run() {
            writeAll();
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns an empty batch to fill, waiting if necessary.
   *
   * @throws IOException if a batch could not be written, or the thread is interrupted
   */
  synchronized WriteBatch take() throws IOException {
    if (free.isEmpty() && batches < BATCHES) {
      batches++;
      free.add(new WriteBatch(channel, BATCH_SIZE));
    }
    awaitFree(1);
    return free.remove();
  }

  /** Submits a batch for writing. */
  synchronized void submit(WriteBatch batch) {
    full.add(batch);
    notifyAll();
  }

  /**
   * Waits until all submitted batches are written.
   *
   * @throws IOException if one could not be written, or the thread is interrupted
   */
  synchronized void finish() throws IOException {
    awaitFree(batches);
  }

  private synchronized void awaitFree(int count) throws IOException {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      while (free.size() < count && failure == null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Interrupted while writing").initCause(e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void writeAll() {
    try {
      while (awaitBatch()) {
        WriteBatch batch = firstFull();
        batch.write();
        recycle(batch);
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("The image could not be written", e));
    } catch (InterruptedException e) {
      fail((IOException) new InterruptedIOException("Interrupted while writing").initCause(e));
    }
  }

  /** Waits for a batch to write; returns false if the writer is closed. */
  private synchronized boolean awaitBatch() throws InterruptedException {
    while (full.isEmpty() && !closed) {
      wait();
    }
    return !closed;
  }

  private synchronized WriteBatch firstFull() {
    return full.remove();
  }

  private synchronized void recycle(WriteBatch batch) {
    batch.clear();
    free.add(batch);
    notifyAll();
  }

  private synchronized void fail(IOException cause) {
    failure = cause;
    notifyAll();
  }

  private synchronized void stop() {
    closed = true;
    notifyAll();
  }

  /** Stops the thread after its current batch. */
  @Override
  public void close() {
    stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
