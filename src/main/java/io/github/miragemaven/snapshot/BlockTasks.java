package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.Transience;
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

/** Does something with each of many blocks, several at once, each with its retries. */
final class BlockTasks {

  private static final long SECONDS_TO_END = 10;

  private final AdaptiveLimit limit;
  private final int workers;
  private final Retries retries;
  private final Gauge gauge;

  /**
   * Tasks with these bounds.
   *
   * @param connections how many tasks may run at once
   * @param fast up to how many at once the number grows fast
   */
  BlockTasks(int connections, int fast, Retries retries, Gauge gauge) {
    this.limit = new AdaptiveLimit(fast, connections);
    this.workers = connections;
    this.retries = retries;
    this.gauge = gauge;
  }

  /** What is done with a block. */
  @FunctionalInterface
  interface Task {

    /** Does it once; it may be done again if it fails. */
    void run(int block) throws IOException;
  }

  /**
   * Does the task with each block. The first that fails for good ends the others.
   *
   * @throws RuntimeException what the service answered then
   */
  void run(BitSet blocks, Task task) throws IOException, InterruptedException {
    int threads = Math.min(workers, blocks.cardinality());
    if (threads == 0) {
      return;
    }
    AtomicInteger made = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "mirage-blocks-" + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Void> done = new ExecutorCompletionService<>(pool);
      BlockQueue queue = new BlockQueue(blocks);
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

  private Void work(BlockQueue queue, Task task) throws IOException, InterruptedException {
    for (int block = queue.next(); block >= 0; block = queue.next()) {
      int current = block;
      long round = limit.enter();
      boolean done = false;
      try {
        retries.call(
            () -> {
              task.run(current);
              return null;
            },
            transience -> retried(transience, round));
        done = true;
        limit.succeeded();
      } finally {
        limit.leave();
        if (!done) {
          queue.end();
        }
      }
      gauge.add(Block.SIZE);
    }
    return null;
  }

  private void retried(Transience transience, long round) {
    gauge.retried();
    if (transience == Transience.THROTTLED) {
      limit.throttled(round);
    }
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

  /** The blocks that are still to be done. */
  private static final class BlockQueue {

    private final BitSet blocks;
    private int next;

    BlockQueue(BitSet blocks) {
      this.blocks = blocks;
    }

    /** The next one; -1 behind the last. */
    synchronized int next() {
      int block = blocks.nextSetBit(next);
      next = block < 0 ? blocks.length() : block + 1;
      return block;
    }

    /** No block comes any more. */
    synchronized void end() {
      next = blocks.length();
    }
  }
}
