package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Stops or terminates replaced instances when they are due. */
public final class Retirement {

  /** Actions on an instance that is due. */
  public enum Then {
    /** Stop it; it can be started again. */
    STOP,
    /** Terminate it. */
    TERMINATE
  }

  private final Instances instances;
  private final InstanceTermination termination;
  private final Project project;
  private final Then then;
  private final Progress progress;
  private final Time time;

  /** Retires a project's instances in a region. */
  public Retirement(AwsRegion region, Project project, Then then, Execution execution) {
    this.instances = new Instances(region);
    this.termination = new InstanceTermination(region, project, execution);
    this.project = project;
    this.then = then;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /**
   * Stops or terminates an instance if it is due, or reports when it will be.
   *
   * @param due the time when it is due
   */
  public void settle(Instance instance, Instant due) throws FailureException, InterruptedException {
    if (due.isAfter(time.now())) {
      progress.info(
          "%s keeps running until %s; after that, the next mvn mirage:switch or mirage:launch %s it, or mvn mirage:terminate -Dmirage.terminate.due terminates it"
              .formatted(
                  instance.id(),
                  due.truncatedTo(ChronoUnit.SECONDS),
                  terminates(instance) ? "terminates" : "stops"));
    } else if (terminates(instance)) {
      termination.terminate(List.of(instance.id()));
      termination.deleteGroups(group -> true);
    } else if (!instance.isStopped()) {
      instances.stop(instance.id());
      progress.info("stopped " + instance.id());
    }
  }

  /**
   * Stops or terminates all instances that are due. A failure causes a warning only, since the
   * launch has succeeded.
   */
  void settleDue() throws InterruptedException {
    try {
      for (Instance instance : instances.ofSite(project.key())) {
        if (instance.isDue(time.now())
            && !instance.isGone()
            && !(instance.isStopped() && !terminates(instance))) {
          progress.info("retiring %s, which has been replaced".formatted(instance.id()));
          settle(instance, instance.due().get());
        }
      }
    } catch (SdkException e) {
      warn(CallFailure.of(e).message());
    } catch (FailureException e) {
      warn(e.getMessage());
    }
  }

  private void warn(String reason) {
    progress.warn(
        "An instance that is due could not be stopped or terminated: %s%nThe next mvn mirage:switch retries it, as does mvn mirage:terminate -Dmirage.terminate.due."
            .formatted(reason));
  }

  /** A spot instance cannot be stopped. */
  private boolean terminates(Instance instance) {
    return then == Then.TERMINATE || instance.spec().spot();
  }
}
