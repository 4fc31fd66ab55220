package io.github.miragemaven.ami;

import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.snapshot.ParallelTasks;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Open regions in which work runs in parallel. A failure in one does not stop the others. */
public final class ParallelRegions implements AutoCloseable {

  private static final long CLEANUP_SECONDS = 40;

  private final List<AwsRegion> open = new ArrayList<>();

  private ParallelRegions() {}

  /** Opens regions. */
  public static ParallelRegions open(Aws aws, List<String> names) throws FailureException {
    ParallelRegions regions = new ParallelRegions();
    try {
      for (String name : names) {
        regions.open.add(aws.region(name));
      }
      return regions;
    } catch (FailureException | RuntimeException e) {
      regions.close();
      throw e;
    }
  }

  /** Returns the regions in the order in which they were named. */
  List<AwsRegion> regions() {
    return List.copyOf(open);
  }

  /** Works in each region, and returns the outcomes in the order of the regions. */
  public <T> List<Outcome<T>> each(Aws.Work<T, IOException> work)
      throws IOException, InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(open.size(), task -> new Thread(task, "mirage-deployment"));
    try {
      List<Future<Outcome<T>>> running = new ArrayList<>();
      open.forEach(region -> running.add(pool.submit(() -> outcome(region, work))));
      List<Outcome<T>> outcomes = new ArrayList<>();
      for (Future<Outcome<T>> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw ParallelTasks.failure(e.getCause());
    } finally {
      // Interrupted work needs time to remove the resources that it created.
      pool.shutdownNow();
      Uninterruptibly.run(
          () -> {
            boolean ended = pool.awaitTermination(CLEANUP_SECONDS, TimeUnit.SECONDS);
            assert ended || pool.isShutdown();
          });
    }
  }

  private static <T> Outcome<T> outcome(AwsRegion region, Aws.Work<T, IOException> work)
      throws IOException, InterruptedException {
    try {
      return Outcome.success(
          region.name(), Explanation.convertFailures(region.name(), () -> work.in(region)));
    } catch (FailureException e) {
      return Outcome.failure(region.name(), e);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("The reading of a file was interrupted");
    }
  }

  @Override
  public void close() {
    open.forEach(AwsRegion::close);
  }
}
