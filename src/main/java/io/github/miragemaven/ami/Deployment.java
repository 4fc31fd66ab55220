package io.github.miragemaven.ami;

import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Interruption;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.kernel.Virtualization;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A deployment: plans it in every region; uploads the image, or copies the AMI of the first region;
 * registers the AMI and waits until it is available; updates the SSM parameter.
 */
public final class Deployment {

  private final Aws aws;
  private final DeploySettings settings;
  private final Project project;
  private final Execution execution;

  /** Creates a deployment of a project. */
  public Deployment(Aws aws, DeploySettings settings, Project project, Execution execution) {
    this.aws = aws;
    this.settings = settings;
    this.project = project;
    this.execution = execution;
  }

  /**
   * Deploys an image.
   *
   * @return the outcome of each region, in the order of the settings
   * @throws FailureException if the plan of a region fails; nothing has been uploaded then
   */
  @SuppressWarnings("try") // The lock and the interruption are held for their close() only.
  public List<Outcome<Deployed>> deploy(DiskImage image)
      throws FailureException, IOException, InterruptedException {
    Limits.require(settings);
    try (DeploymentLock lock = DeploymentLock.in(settings.upload().directory());
        Interruption interruption = Interruption.ofThisThread();
        ParallelRegions regions = ParallelRegions.open(aws, settings.regions())) {
      RegionDeployments deployments = deployments(regions, image);
      Map<String, RegionPlan> plans = deployments.plan();
      Set<String> copies = CopyPlanner.copies(settings.spread(), plans, image.size());
      deployments.requireMayRegister(plans, copies);
      List<Outcome<Deployed>> outcomes = deployments.deploy(plans, copies);
      boolean everywhere = outcomes.stream().allMatch(outcome -> outcome.value().isPresent());
      return everywhere && settings.ssmParameter().isPresent()
          ? deployments.updateParameter(settings.ssmParameter().get(), outcomes)
          : outcomes;
    }
  }

  /** Describes the steps of {@link #deploy}, line by line, without changing anything. */
  public List<String> plan(DiskImage image)
      throws FailureException, IOException, InterruptedException {
    Limits.require(settings);
    try (ParallelRegions regions = ParallelRegions.open(aws, settings.regions())) {
      Map<String, RegionPlan> plans = deployments(regions, image).plan();
      Set<String> copies = CopyPlanner.copies(settings.spread(), plans, image.size());
      return PlanReport.lines(settings, plans, copies);
    }
  }

  private RegionDeployments deployments(ParallelRegions regions, DiskImage image)
      throws UserFailureException {
    Map<String, RegionDeployment> deployments = new LinkedHashMap<>();
    for (AwsRegion region : regions.regions()) {
      deployments.put(
          region.name(),
          new RegionDeployment(
              region,
              image,
              virtualization(region, image),
              project,
              settings,
              execution.in(region.name(), settings.regions())));
    }
    return new RegionDeployments(regions, deployments);
  }

  /**
   * Returns how instances boot the image. Unlike EC2, a local region can boot Multiboot kernels.
   */
  private static Virtualization virtualization(AwsRegion region, DiskImage image)
      throws UserFailureException {
    KernelKind kind = image.kernel().kind();
    boolean multiboot = region.supports(Capability.MULTIBOOT) && kind.multiboot();
    return kind.ec2()
        .or(() -> multiboot ? Optional.of(Virtualization.HVM) : Optional.empty())
        .orElseThrow(
            () ->
                new UserFailureException(
                    "The image %s contains %s, which EC2 does not boot.%nSet <target>xen</target> (-Dmirage.target=xen), or another <kernel> (-Dmirage.kernel=...)."
                        .formatted(image.file(), kind.description())));
  }
}
