package io.github.miragemaven.instance;

import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.aws.Interruption;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The story of a launch: clear away what an earlier one has left; choose AMI, type and subnet; find
 * or make the security group; run the instance; follow its console until the site answers as it
 * should; mark it as verified; see to old instances whose time is over. What a launch that fails
 * has made is removed again.
 */
public final class Launch {

  private final Aws aws;
  private final LaunchSettings settings;
  private final Project project;
  private final Progress progress;
  private final Time time;

  /** A launch for that project. */
  public Launch(Aws aws, LaunchSettings settings, Project project, Progress progress, Time time) {
    this.aws = aws;
    this.settings = settings;
    this.project = project;
    this.progress = progress;
    this.time = time;
  }

  /**
   * Launches an instance.
   *
   * @return the instance, which answers
   * @throws FailureException if it does not come to that; why is in the message, and in what was
   *     told of its console
   */
  @SuppressWarnings("try") // What is held during a launch is not spoken to.
  public LaunchResult launch() throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = lock(settings.directory());
        Interruption interruption = Interruption.ofThisThread();
        AwsRegion region = aws.region(settings.region())) {
      return launch(region);
    } catch (AbortedException e) {
      throw new InterruptedException("The launch was interrupted");
    } catch (SdkException e) {
      throw Explanation.of(settings.region(), e);
    }
  }

  private LaunchResult launch(AwsRegion region)
      throws FailureException, IOException, InterruptedException {
    LaunchPlan plan = new LaunchPlanner(region, settings, project).plan();
    new AbandonedLaunches(region, project, progress, time).remove();
    LaunchResult launched =
        new LaunchAttempt(region, settings, project, progress, time).carryOut(plan);
    new Retirement(region, project, settings.then(), progress, time).settleInPeace();
    return launched;
  }

  /** Keeps two launches of the same directory apart, and a launch and a switch. */
  public static DeploymentLock lock(Path directory) throws IOException, FailureException {
    return DeploymentLock.in(directory.resolve("launch"));
  }
}
