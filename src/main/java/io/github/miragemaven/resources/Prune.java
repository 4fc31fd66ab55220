package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.ParallelRegions;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes old AMIs and orphaned snapshots: reads the resources of each region, plans the removal,
 * shows the plan, and carries it out if it is confirmed.
 */
public final class Prune {

  private final Aws aws;
  private final PruneSettings settings;
  private final Project project;
  private final Progress progress;
  private final Execution execution;

  /** Creates a prune of the project's resources. */
  public Prune(Aws aws, PruneSettings settings, Project project, Execution execution) {
    this.aws = aws;
    this.settings = settings;
    this.project = project;
    this.progress = execution.progress();
    this.execution = execution;
  }

  /** Shows the plan without changing anything. */
  public void show() throws FailureException, IOException, InterruptedException {
    try (ParallelRegions regions = ParallelRegions.open(aws, settings.regions())) {
      List<Outcome<PrunePlan>> plans = plan(regions);
      int amis = 0;
      int snapshots = 0;
      for (Outcome<PrunePlan> outcome : plans) {
        amis += outcome.value().map(plan -> plan.amis().size()).orElse(0);
        snapshots += outcome.value().map(plan -> plan.snapshots().size()).orElse(0);
      }
      if (amis + snapshots > 0) {
        progress.info("Nothing has been removed yet.");
        progress.info(
            "To remove %s, run the same command again with -Dmirage.prune.confirm"
                .formatted(Formats.count(amis, snapshots)));
      }
      Outcome.requireSuccess(plans);
    }
  }

  /**
   * Shows the plan and carries it out.
   *
   * @throws FailureException if a resource could not be removed, or if a deployment is running in
   *     the directory
   */
  @SuppressWarnings("try") // The lock is held for its close() only.
  public void remove() throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = DeploymentLock.in(settings.directory());
        ParallelRegions regions = ParallelRegions.open(aws, settings.regions())) {
      Map<String, Outcome<PrunePlan>> plans = new LinkedHashMap<>();
      plan(regions).forEach(outcome -> plans.put(outcome.region(), outcome));
      Outcome.requireSuccess(
          regions.each(region -> removed(region, required(plans.get(region.name())))));
    }
  }

  private static PrunePlan required(Outcome<PrunePlan> outcome) throws FailureException {
    Outcome.requireSuccess(List.of(outcome));
    return outcome.value().orElseThrow();
  }

  private PrunePlan removed(AwsRegion region, PrunePlan plan)
      throws FailureException, InterruptedException {
    new Removal(region, execution.in(region.name(), settings.regions())).carryOut(plan);
    return plan;
  }

  private List<Outcome<PrunePlan>> plan(ParallelRegions regions)
      throws IOException, InterruptedException {
    Map<String, Outcome<ProjectResources>> resources = new LinkedHashMap<>();
    regions
        .each(region -> ProjectResources.of(region, project, settings.ssmParameter()))
        .forEach(outcome -> resources.put(outcome.region(), outcome));
    Set<Ami.Source> copied =
        resources.values().stream()
            .flatMap(outcome -> outcome.value().stream())
            .flatMap(found -> found.amis().stream())
            .filter(ami -> ami.state() == Ami.State.PENDING)
            .flatMap(ami -> ami.source().stream())
            .collect(Collectors.toSet());
    List<Outcome<PrunePlan>> plans =
        regions.each(
            region -> {
              Outcome<ProjectResources> found = resources.get(region.name());
              Outcome.requireSuccess(List.of(found));
              return new PrunePlanner(region, project, settings, copied, execution.time().now())
                  .plan(found.value().orElseThrow());
            });
    plans.stream()
        .flatMap(outcome -> outcome.value().stream())
        .flatMap(plan -> PruneReport.lines(project, plan).stream())
        .forEach(progress::info);
    return plans;
  }
}
