package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes batches in a thread of its own, in the order they are given, while the next one is being
 * filled. There are never more than a few batches, so that memory stays small.
 */
final class BatchWriter implements Closeable {

  /** Few and small enough to stay in a processor's cache between the two threads. */
  private static final int BATCHES = 4;

  private static final int BATCH_SIZE = 1 << 18;

  private final FileChannel channel;
  private final Deque<WriteBatch> free = new ArrayDeque<>();
  private final Deque<WriteBatch> full = new ArrayDeque<>();
  private final Thread thread;
  private int batches;
  private boolean closed;
  private IOException failure;

  /** Starts a writer for that file. */
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
   * An empty batch to fill; waits until there is one.
   *
   * @throws IOException if a batch could not be written, or on interruption
   */
  synchronized WriteBatch take() throws IOException {
    if (free.isEmpty() && batches < BATCHES) {
      batches++;
      free.add(new WriteBatch(channel, BATCH_SIZE));
    }
    awaitFree(1);
    return free.remove();
  }

  /** Hands over a batch to be written. */
  synchronized void give(WriteBatch batch) {
    full.add(batch);
    notifyAll();
  }

  /**
   * Waits until every batch is written.
   *
   * @throws IOException if one could not be written, or on interruption
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

  /** Waits for a batch to write; false once the writer is closed. */
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

  private synchronized void end() {
    closed = true;
    notifyAll();
  }

  /** Ends the thread, after the batch that it is just writing. */
  @Override
  public void close() {
    end();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
