package io.github.miragemaven.instance;

import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Launches an instance: chooses the AMI, type and subnet; removes the remains of earlier launches;
 * finds or creates the security group; runs the instance; follows its console until the site passes
 * verification; tags it as verified; stops or terminates replaced instances that are due. A failed
 * launch removes what it created.
 *
 * @param aws opens the region
 * @param settings the settings
 * @param project the project
 * @param execution the execution of the goal
 */
public record Launch(Aws aws, LaunchSettings settings, Project project, Execution execution) {

  /**
   * Launches an instance.
   *
   * @return the launched instance
   * @throws FailureException if the launch fails
   */
  @SuppressWarnings("try") // Held for its close() only.
  public LaunchResult launch() throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = lock(settings.directory())) {
      return aws.in(settings.region(), this::launch);
    }
  }

  private LaunchResult launch(AwsRegion region)
      throws FailureException, IOException, InterruptedException {
    LaunchPlan plan = new LaunchPlanner(region, settings, project).plan();
    new AbandonedLaunches(region, project, execution).remove();
    LaunchResult launched = new LaunchAttempt(region, settings, project, execution).carryOut(plan);
    new Retirement(region, project, settings.then(), execution).settleDue();
    return launched;
  }

  /** Locks a directory against concurrent launches, switches and terminations. */
  public static DeploymentLock lock(Path directory) throws IOException, FailureException {
    return DeploymentLock.in(directory.resolve("launch"));
  }
}
