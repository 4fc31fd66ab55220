package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.progress.Gauge;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;

/** Does something with each of many pieces, several at once, each with its retries. */
public final class ParallelTasks {

  private static final long SECONDS_TO_END = 10;

  private final int workers;
  private final Retries retries;
  private final Gauge gauge;
  private final IntToLongFunction sizes;

  /**
   * Tasks with these bounds.
   *
   * @param connections how many tasks may run at once
   * @param gauge is told of the bytes that are done
   * @param sizes how many bytes a piece has
   */
  public ParallelTasks(int connections, Retries retries, Gauge gauge, IntToLongFunction sizes) {
    this.workers = connections;
    this.retries = retries;
    this.gauge = gauge;
    this.sizes = sizes;
  }

  /** What is done with a piece. */
  @FunctionalInterface
  public interface Task {

    /** Does it once; it may be done again if it fails. */
    void run(int piece) throws IOException;
  }

  /**
   * Does the task with each piece. The first that fails for good ends the others.
   *
   * @throws RuntimeException what the service answered then
   */
  public void run(BitSet pieces, Task task) throws IOException, InterruptedException {
    int threads = Math.min(workers, pieces.cardinality());
    if (threads == 0) {
      return;
    }
    AtomicInteger made = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "mirage-pieces-" + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Void> done = new ExecutorCompletionService<>(pool);
      Queue queue = new Queue(pieces);
      for (int i = 0; i < threads; i++) {
        done.submit(() -> work(queue, task));
      }
      for (int i = 0; i < threads; i++) {
        done.take().get();
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      end(pool);
    }
  }

  /** Interrupts what still runs. Its threads are daemons, so that none keeps the build waiting. */
  private static void end(ExecutorService pool) throws InterruptedException {
    pool.shutdownNow();
    boolean ended = pool.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    assert ended || pool.isShutdown();
  }

  private Void work(Queue queue, Task task) throws IOException, InterruptedException {
    for (int piece = queue.next(); piece >= 0; piece = queue.next()) {
      int current = piece;
      boolean done = false;
      try {
        retries.call(
            () -> {
              task.run(current);
              return null;
            },
            gauge::retried);
        done = true;
      } finally {
        if (!done) {
          queue.end();
        }
      }
      gauge.add(sizes.applyAsLong(current));
    }
    return null;
  }

  private static IOException failure(Throwable cause) throws IOException, InterruptedException {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** The pieces that are still to be done. */
  private static final class Queue {

    private final BitSet pieces;
    private int next;

    Queue(BitSet pieces) {
      this.pieces = pieces;
    }

    /** The next one; -1 behind the last. */
    synchronized int next() {
      int piece = pieces.nextSetBit(next);
      next = piece < 0 ? pieces.length() : piece + 1;
      return piece;
    }

    /** No piece comes any more. */
    synchronized void end() {
      next = pieces.length();
    }
  }
}
