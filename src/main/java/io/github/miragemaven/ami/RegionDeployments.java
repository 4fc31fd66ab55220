package io.github.miragemaven.ami;

import io.github.miragemaven.aws.Aws;
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

/**
 * The steps of a deployment, each of which runs in all regions in parallel.
 *
 * @param regions the regions
 * @param deployments the deployment in each of them, by name
 */
record RegionDeployments(ParallelRegions regions, Map<String, RegionDeployment> deployments) {

  /** Plans the deployment of every region. */
  Map<String, RegionPlan> plan() throws FailureException, IOException, InterruptedException {
    List<Outcome<RegionPlan>> outcomes =
        regions.each(region -> deployments.get(region.name()).plan());
    Outcome.requireSuccess(outcomes);
    Map<String, RegionPlan> plans = new LinkedHashMap<>();
    outcomes.forEach(outcome -> plans.put(outcome.region(), outcome.value().orElseThrow()));
    return plans;
  }

  /**
   * Requires that the account may register AMIs in every region to which none is copied.
   *
   * @param copies the regions to which the AMI is copied
   */
  void requireMayRegister(Map<String, RegionPlan> plans, Set<String> copies)
      throws FailureException, IOException, InterruptedException {
    Outcome.requireSuccess(
        regions.each(
            region -> {
              if (!copies.contains(region.name())) {
                deployments.get(region.name()).requireMayRegister(plans.get(region.name()));
              }
              return region;
            }));
  }

  /**
   * Deploys to every region.
   *
   * @param copies the regions to which the AMI of the first region is copied, if that one succeeds
   */
  List<Outcome<Deployed>> deploy(Map<String, RegionPlan> plans, Set<String> copies)
      throws IOException, InterruptedException {
    String first = plans.keySet().iterator().next();
    CompletableFuture<Deployed> original = new CompletableFuture<>();
    Aws.Work<Deployed, IOException> work =
        region -> {
          RegionDeployment deployment = deployments.get(region.name());
          RegionPlan plan = plans.get(region.name());
          return copies.contains(region.name()) && succeeds(original)
              ? deployment.copy(plan, original.join())
              : deployment.deploy(plan);
        };
    return regions.each(
        region -> {
          if (!region.name().equals(first)) {
            return work.in(region);
          }
          try {
            Deployed deployed = work.in(region);
            original.complete(deployed);
            return deployed;
          } finally {
            original.cancel(false);
          }
        });
  }

  private static boolean succeeds(CompletableFuture<Deployed> original)
      throws InterruptedException {
    try {
      return original.get() != null;
    } catch (CancellationException | ExecutionException e) {
      return false;
    }
  }

  /**
   * Writes the AMI's ID to the SSM parameter in every region.
   *
   * @return the same outcomes; a region where that failed has both its AMI and the failure
   */
  List<Outcome<Deployed>> updateParameter(String name, List<Outcome<Deployed>> outcomes)
      throws IOException, InterruptedException {
    Map<String, Deployed> deployed = new LinkedHashMap<>();
    outcomes.forEach(outcome -> deployed.put(outcome.region(), outcome.value().orElseThrow()));
    return regions
        .each(
            region -> new SsmParameter(region, name).update(deployed.get(region.name()).ami().id()))
        .stream()
        .map(
            update ->
                new Outcome<>(
                    update.region(), Optional.of(deployed.get(update.region())), update.failure()))
        .toList();
  }
}
