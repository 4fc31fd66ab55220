package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Work in several regions at once. What fails in one of them does not stop the others. */
public final class SideBySide {

  private static final long SECONDS_TO_TIDY_UP = 40;

  private SideBySide() {}

  /**
   * Something done in a region.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {

    /** Does it. */
    T in(AwsRegion region) throws FailureException, IOException, InterruptedException;
  }

  /** Does the work in each region, and tells what came of it, in their order. */
  public static <T> List<Outcome<T>> in(Collection<AwsRegion> regions, Work<T> work)
      throws IOException, InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(regions.size(), task -> new Thread(task, "mirage-deployment"));
    try {
      List<Future<Outcome<T>>> running = new ArrayList<>();
      regions.forEach(region -> running.add(pool.submit(() -> outcome(region, work))));
      List<Outcome<T>> outcomes = new ArrayList<>();
      for (Future<Outcome<T>> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw unexpected(e.getCause());
    } finally {
      end(pool);
    }
  }

  private static <T> Outcome<T> outcome(AwsRegion region, Work<T> work)
      throws IOException, InterruptedException {
    try {
      return Outcome.success(region.name(), work.in(region));
    } catch (FailureException e) {
      return Outcome.failure(region.name(), e);
    } catch (AbortedException | ClosedByInterruptException e) {
      throw new InterruptedException("The deployment was interrupted");
    } catch (SdkException e) {
      return Outcome.failure(region.name(), Explanation.of(region.name(), e));
    }
  }

  private static IOException unexpected(Throwable cause) throws InterruptedException {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** Ends what still runs, in its own time: it may have to remove what it made. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      boolean ended = pool.awaitTermination(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
      assert ended || pool.isShutdown();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
