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

/** Runs a task for each of many pieces in parallel, with retries. */
public final class ParallelTasks {

  private static final long SECONDS_TO_STOP = 10;

  private final int workers;
  private final Retries retries;
  private final Gauge gauge;
  private final IntToLongFunction sizes;

  /**
   * Creates a runner.
   *
   * @param connections the maximum number of parallel tasks
   * @param gauge receives the size of each finished piece
   * @param sizes maps pieces to their sizes in bytes
   */
  public ParallelTasks(int connections, Retries retries, Gauge gauge, IntToLongFunction sizes) {
    this.workers = connections;
    this.retries = retries;
    this.gauge = gauge;
    this.sizes = sizes;
  }

  /** A task for a piece. */
  @FunctionalInterface
  public interface Task {

    /** Runs once; runs again if this attempt fails. */
    void run(int piece) throws IOException;
  }

  /**
   * Runs the task for each piece. The first permanent failure cancels the rest.
   *
   * @throws RuntimeException the permanent failure
   */
  public void run(BitSet pieces, Task task) throws IOException, InterruptedException {
    int threads = Math.min(workers, pieces.cardinality());
    if (threads == 0) {
      return;
    }
    AtomicInteger created = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "mirage-pieces-" + created.incrementAndGet());
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
      stop(pool);
    }
  }

  /** Interrupts running tasks. The threads are daemons, so they cannot keep the JVM alive. */
  private static void stop(ExecutorService pool) throws InterruptedException {
    pool.shutdownNow();
    boolean stopped = pool.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    assert stopped || pool.isShutdown();
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
          queue.clear();
        }
      }
      gauge.add(sizes.applyAsLong(current));
    }
    return null;
  }

  /**
   * Returns the exception of a task that ran in a pool, or throws it if it is unchecked or an
   * interruption.
   */
  public static IOException failure(Throwable cause) throws InterruptedException {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** The remaining pieces. */
  private static final class Queue {

    private final BitSet pieces;
    private int next;

    Queue(BitSet pieces) {
      this.pieces = pieces;
    }

    /** Returns the next piece; -1 after the last one. */
    synchronized int next() {
      int piece = pieces.nextSetBit(next);
      next = piece < 0 ? pieces.length() : piece + 1;
      return piece;
    }

    synchronized void clear() {
      next = pieces.length();
    }
  }
}
