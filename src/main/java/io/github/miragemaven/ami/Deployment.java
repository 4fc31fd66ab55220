package io.github.miragemaven.ami;

import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Interruption;
import io.github.miragemaven.aws.RegionProvider.Capability;
import io.github.miragemaven.aws.RegionProviders;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.kernel.Virtualization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The story of a deployment: plan it in every region; upload the image where it is not, or have it
 * copied from the first region; register it and wait; move the parameter that names the newest.
 */
public final class Deployment {

  private final Aws aws;
  private final DeploySettings settings;
  private final Project project;
  private final Execution execution;

  /** A deployment of that project. */
  public Deployment(Aws aws, DeploySettings settings, Project project, Execution execution) {
    this.aws = aws;
    this.settings = settings;
    this.project = project;
    this.execution = execution;
  }

  /**
   * Deploys an image.
   *
   * @return what came of it in each region, in the order of the settings
   * @throws FailureException if it cannot succeed everywhere, which is found out before anything is
   *     sent
   */
  @SuppressWarnings("try") // What is held during a deployment is not spoken to.
  public List<Outcome<Deployed>> deploy(DiskImage image)
      throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = DeploymentLock.in(settings.upload().directory());
        Interruption interruption = Interruption.ofThisThread();
        OpenRegions regions = open(image)) {
      Map<String, RegionPlan> plans = regions.plan();
      Set<String> copies = Routes.copies(settings.spread(), plans, image.size());
      regions.requireMayRegister(plans, copies);
      List<Outcome<Deployed>> outcomes = regions.deploy(plans, copies);
      boolean everywhere = outcomes.stream().allMatch(outcome -> outcome.value().isPresent());
      return everywhere && settings.ssmParameter().isPresent()
          ? regions.point(settings.ssmParameter().get(), outcomes)
          : outcomes;
    }
  }

  /** Says what {@link #deploy} would do, line by line. Nothing is changed. */
  public List<String> plan(DiskImage image)
      throws FailureException, IOException, InterruptedException {
    try (OpenRegions regions = open(image)) {
      Map<String, RegionPlan> plans = regions.plan();
      Set<String> copies = Routes.copies(settings.spread(), plans, image.size());
      return PlanReport.lines(settings, plans, copies);
    }
  }

  private OpenRegions open(DiskImage image) throws FailureException {
    Limits.require(settings);
    OpenRegions regions = new OpenRegions();
    try {
      for (String name : settings.regions()) {
        Virtualization virtualization = virtualization(name, image);
        AwsRegion region = aws.region(name);
        regions.add(
            region,
            new RegionDeployment(
                region,
                image,
                virtualization,
                project,
                settings,
                execution.in(name, settings.regions())));
      }
      return regions;
    } catch (FailureException | RuntimeException e) {
      regions.close();
      throw e;
    }
  }

  /** How instances boot the image; a region on this machine has QEMU for what EC2 does not boot. */
  private static Virtualization virtualization(String region, DiskImage image)
      throws UserFailureException {
    KernelKind kind = image.kernel().kind();
    boolean inQemu = RegionProviders.supports(region, Capability.MULTIBOOT) && kind.multiboot();
    return kind.ec2()
        .or(() -> inQemu ? Optional.of(Virtualization.HVM) : Optional.empty())
        .orElseThrow(
            () ->
                new UserFailureException(
                    "The image %s has %s in it, which EC2 does not boot.%nSet <target>xen</target> (-Dmirage.target=xen), or another <kernel> (-Dmirage.kernel=...)."
                        .formatted(image.file(), kind.description())));
  }
}
