package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.instance.Launch;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A switch or rollback in progress in a region.
 *
 * @param region the region
 * @param target routes traffic to instances
 * @param instances the region's instances
 * @param replaced handles the instances that lose their traffic
 * @param waitLimit limits the waits
 * @param publicAddress waits for the public address of an instance that was just started
 * @param progress reports progress
 */
record TrafficSession(
    AwsRegion region,
    TrafficTarget target,
    Instances instances,
    ReplacedInstances replaced,
    WaitLimit waitLimit,
    PublicAddressWait publicAddress,
    Progress progress) {

  /**
   * The work of a session.
   *
   * @param <T> the type of its result
   */
  @FunctionalInterface
  interface Action<T> {
    T run(TrafficSession session) throws FailureException, IOException, InterruptedException;
  }

  /** Runs sessions. Only one launch, switch or rollback runs at a time in a directory. */
  record Runner(Aws aws, SwitchSettings settings, Project project, Execution execution) {

    /** Runs an action in a new session. Ctrl-C interrupts it and lets it clean up. */
    @SuppressWarnings("try") // The lock is held for its close() only.
    <T> T run(Action<T> action) throws FailureException, IOException, InterruptedException {
      try (DeploymentLock lock = Launch.lock(settings.directory())) {
        return aws.in(settings.region(), region -> action.run(session(region)));
      }
    }

    private TrafficSession session(AwsRegion region) throws FailureException {
      WaitLimit waitLimit = new WaitLimit(new Waiting(execution), settings.waitLimit());
      Instances instances = new Instances(region);
      return new TrafficSession(
          region,
          settings.name().target(region, waitLimit, execution.time()),
          instances,
          new ReplacedInstances(region, project, settings, execution),
          waitLimit,
          new PublicAddressWait(instances, execution),
          execution.progress());
    }
  }

  /** Creates a move of the traffic. */
  Move move() {
    return new Move(target, instances, progress);
  }

  /** Stops an instance that a failed rollback started, or warns that it is still running. */
  void stopUninterruptibly(String id) {
    Uninterruptibly.run(
        () -> {
          try {
            instances.stop(id);
            progress.info("stopped %s".formatted(id));
          } catch (SdkException e) {
            progress.warn(
                "%s could not be stopped: %s%nTo stop it: aws ec2 stop-instances --region %s --instance-ids %s"
                    .formatted(id, e.getMessage(), region.name(), id));
          }
        });
  }

  /** Returns whether some of the targets route to the instance. */
  boolean routesTo(Instance instance, Set<String> targets) {
    try {
      return target.targetsOf(instance).stream().anyMatch(targets::contains);
    } catch (UserFailureException noAddress) {
      return false;
    }
  }

  /**
   * Returns the targets to remove: all current ones except the new ones; of a shared traffic
   * target, only those of the project's instances.
   */
  Set<String> from(Set<String> now, Collection<Instance> left, Set<String> to)
      throws UserFailureException {
    Set<String> from = new TreeSet<>(now);
    if (target.isShared()) {
      Set<String> own = new HashSet<>();
      for (Instance instance : left) {
        own.addAll(target.targetsOf(instance));
      }
      from.retainAll(own);
    }
    from.removeAll(to);
    return from;
  }
}
