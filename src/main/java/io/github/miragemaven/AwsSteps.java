package io.github.miragemaven;

import io.github.miragemaven.ami.DeploySettings;
import io.github.miragemaven.ami.Deployed;
import io.github.miragemaven.ami.Deployment;
import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.instance.ConsoleReader;
import io.github.miragemaven.instance.ConsoleSettings;
import io.github.miragemaven.instance.Inspection;
import io.github.miragemaven.instance.InspectionResult;
import io.github.miragemaven.instance.InspectionSettings;
import io.github.miragemaven.instance.InstanceStatuses;
import io.github.miragemaven.instance.Launch;
import io.github.miragemaven.instance.LaunchResult;
import io.github.miragemaven.instance.LaunchSettings;
import io.github.miragemaven.instance.Terminate;
import io.github.miragemaven.instance.TerminateSettings;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.instance.fleet.Fleet;
import io.github.miragemaven.instance.fleet.FleetSettings;
import io.github.miragemaven.instance.traffic.Rollback;
import io.github.miragemaven.instance.traffic.Switch;
import io.github.miragemaven.instance.traffic.SwitchSettings;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.resources.Prune;
import io.github.miragemaven.resources.PruneSettings;
import io.github.miragemaven.resources.RegionStatus;
import io.github.miragemaven.resources.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The steps that run on AWS, in order: from a disk image to an instance that serves visitors, and
 * the removal of old resources. {@link BuildSteps} has the steps before them.
 *
 * @param aws AWS, as the build reaches it
 * @param project the project whose resources they are
 * @param execution the goal's output and clock
 */
public record AwsSteps(Aws aws, Project project, Execution execution) {

  /** Lists what a deployment would do and what it would cost, and changes nothing. */
  public List<String> planDeployment(DiskImage image, DeploySettings settings)
      throws IOException, FailureException, InterruptedException {
    return deployment(settings).plan(image);
  }

  /** Uploads the image to each region and registers it as an AMI. */
  public List<Outcome<Deployed>> deploy(DiskImage image, DeploySettings settings)
      throws IOException, FailureException, InterruptedException {
    return deployment(settings).deploy(image);
  }

  private Deployment deployment(DeploySettings settings) {
    return new Deployment(aws, settings, project, execution);
  }

  /** Launches an instance of an AMI, and waits until its site answers. */
  public LaunchResult launch(LaunchSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new Launch(aws, settings, project, execution).launch();
  }

  /** Replaces the instances of an Auto Scaling group with ones of an AMI. */
  public String refreshFleet(FleetSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new Fleet(aws, settings, project, execution).refresh();
  }

  /** Checks the site of an instance, as visitors see it. */
  public InspectionResult verifyInstance(InspectionSettings settings)
      throws FailureException, InterruptedException {
    return new Inspection(aws, settings, project, execution.progress()).inspect();
  }

  /** Checks the site at an address within a region. */
  public Verification verifyAddress(String region, VerifySettings settings)
      throws FailureException, InterruptedException {
    try (AwsRegion opened = aws.region(region)) {
      return Verifier.verify(settings, opened::reach, execution.progress());
    }
  }

  /** Reads the console of an instance, and explains it. */
  public Diagnosis readConsole(ConsoleSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new ConsoleReader(aws, settings, project, execution).read();
  }

  /** Moves the public name to a new instance; its id. */
  public String switchTraffic(SwitchSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new Switch(aws, settings, project, execution).carryOut();
  }

  /** Moves the public name back to the previous instance; its id. */
  public Optional<String> rollBack(SwitchSettings settings)
      throws IOException, FailureException, InterruptedException {
    return new Rollback(aws, settings, project, execution).carryOut();
  }

  /** Lists the project's resources in each region. */
  public List<Outcome<RegionStatus>> status(
      List<String> regions, Optional<String> ssmParameter, VerifySettings site)
      throws IOException, FailureException, InterruptedException {
    return new Status(aws, regions, project, ssmParameter, new InstanceStatuses(project, site))
        .read();
  }

  /** Terminates the project's instances. */
  public Terminate terminate(TerminateSettings settings) {
    return new Terminate(aws, settings, project, execution);
  }

  /** Removes old AMIs and snapshots. */
  public Prune prune(PruneSettings settings) {
    return new Prune(aws, settings, project, execution);
  }
}
