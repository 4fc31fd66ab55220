package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** The regions of a deployment, all at work side by side. */
final class OpenRegions implements AutoCloseable {

  private static final long SECONDS_TO_TIDY_UP = 40;

  private final Map<String, AwsRegion> regions = new LinkedHashMap<>();
  private final Map<String, RegionDeployment> deployments = new LinkedHashMap<>();

  /** Adds a region, which is closed with the others. */
  void add(AwsRegion region, RegionDeployment deployment) {
    regions.put(region.name(), region);
    deployments.put(region.name(), deployment);
  }

  /** Something done in a region. */
  private interface Work<T> {
    T in(String region) throws FailureException, IOException, InterruptedException;
  }

  /** Plans in every region. */
  Map<String, RegionPlan> plan() throws FailureException, IOException, InterruptedException {
    List<Outcome<RegionPlan>> outcomes = inEach(region -> deployments.get(region).plan());
    Outcome.requireSuccess(outcomes);
    Map<String, RegionPlan> plans = new LinkedHashMap<>();
    outcomes.forEach(outcome -> plans.put(outcome.region(), outcome.value().orElseThrow()));
    return plans;
  }

  /**
   * Deploys in every region.
   *
   * @param copies those that take a copy from the first, if that succeeds
   */
  List<Outcome<Deployed>> deploy(Map<String, RegionPlan> plans, Set<String> copies)
      throws IOException, InterruptedException {
    String first = plans.keySet().iterator().next();
    CompletableFuture<Deployed> source = new CompletableFuture<>();
    return inEach(
        region -> {
          RegionDeployment deployment = deployments.get(region);
          if (copies.contains(region) && succeeds(source)) {
            return deployment.copy(plans.get(region), source.join());
          }
          try {
            Deployed deployed = deployment.deploy(plans.get(region));
            if (region.equals(first)) {
              source.complete(deployed);
            }
            return deployed;
          } finally {
            if (region.equals(first)) {
              source.cancel(false);
            }
          }
        });
  }

  private static boolean succeeds(CompletableFuture<Deployed> source) throws InterruptedException {
    try {
      return source.get() != null;
    } catch (CancellationException | ExecutionException e) {
      return false;
    }
  }

  /** Has the parameter name the AMI, in every region. */
  void point(String parameter, List<Outcome<Deployed>> deployed)
      throws FailureException, IOException, InterruptedException {
    Map<String, String> amis = new LinkedHashMap<>();
    deployed.forEach(
        outcome -> amis.put(outcome.region(), outcome.value().orElseThrow().ami().id()));
    Outcome.requireSuccess(
        inEach(region -> new SsmParameter(regions.get(region), parameter).point(amis.get(region))));
  }

  private <T> List<Outcome<T>> inEach(Work<T> work) throws IOException, InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(regions.size(), task -> new Thread(task, "mirage-deployment"));
    try {
      List<Future<Outcome<T>>> running = new ArrayList<>();
      regions.keySet().forEach(region -> running.add(pool.submit(() -> outcome(region, work))));
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

  private static <T> Outcome<T> outcome(String region, Work<T> work)
      throws IOException, InterruptedException {
    try {
      return Outcome.success(region, work.in(region));
    } catch (FailureException e) {
      return Outcome.failure(region, e);
    } catch (AbortedException | ClosedByInterruptException e) {
      throw new InterruptedException("The deployment was interrupted");
    } catch (SdkException e) {
      return Outcome.failure(region, Explanation.of(region, e));
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

  @Override
  public void close() {
    regions.values().forEach(AwsRegion::close);
  }
}
