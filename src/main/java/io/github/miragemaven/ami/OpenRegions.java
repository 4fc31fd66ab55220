package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The regions of a deployment, all at work side by side. */
final class OpenRegions implements AutoCloseable {

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
   * Looks whether the account may register in every region that takes no copy.
   *
   * @param copies those that take one
   */
  void requireMayRegister(Map<String, RegionPlan> plans, Set<String> copies)
      throws FailureException, IOException, InterruptedException {
    Outcome.requireSuccess(
        inEach(
            region -> {
              if (!copies.contains(region)) {
                deployments.get(region).requireMayRegister(plans.get(region));
              }
              return region;
            }));
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

  /**
   * Has the parameter name the AMI, in every region.
   *
   * @return the same outcomes; a region where that failed has its AMI and the failure
   */
  List<Outcome<Deployed>> point(String parameter, List<Outcome<Deployed>> deployed)
      throws IOException, InterruptedException {
    Map<String, Deployed> done = new LinkedHashMap<>();
    deployed.forEach(outcome -> done.put(outcome.region(), outcome.value().orElseThrow()));
    List<Outcome<Boolean>> moved =
        inEach(
            region ->
                new SsmParameter(regions.get(region), parameter)
                    .point(done.get(region).ami().id()));
    return moved.stream()
        .map(
            move ->
                new Outcome<>(move.region(), Optional.of(done.get(move.region())), move.failure()))
        .toList();
  }

  private <T> List<Outcome<T>> inEach(Work<T> work) throws IOException, InterruptedException {
    return SideBySide.in(regions.values(), region -> work.in(region.name()));
  }

  @Override
  public void close() {
    regions.values().forEach(AwsRegion::close);
  }
}
