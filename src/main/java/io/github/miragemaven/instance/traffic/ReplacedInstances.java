package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Retirement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps, stops or terminates the instances that have lost their traffic. */
final class ReplacedInstances {

  private final Retirement retirement;
  private final SwitchSettings settings;
  private final Time time;

  ReplacedInstances(
      AwsRegion region, Project project, SwitchSettings settings, Execution execution) {
    this.retirement = new Retirement(region, project, settings.retention().then(), execution);
    this.settings = settings;
    this.time = execution.time();
  }

  /** Returns the time until which an instance that is replaced now keeps running. */
  Instant due() {
    return time.now().plus(settings.retention().keep()).truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Refuses a {@code keepOld} that is shorter than the time for which resolvers cache the targets.
   *
   * @param replaced the instances that lose their traffic
   */
  void requireTime(TrafficTarget target, List<Instance> replaced) throws UserFailureException {
    Duration current = replaced.isEmpty() ? Duration.ZERO : target.cacheTime();
    Duration wanted = settings.name().cacheTime();
    Duration longest = current.compareTo(wanted) > 0 ? current : wanted;
    if (settings.retention().keep().compareTo(longest) < 0) {
      throw new UserFailureException(
          "mirage.switch.keepOld is %d s, but resolvers may cache %s for %d s (its TTL).%nSet it to %s or more (-Dmirage.switch.keepOld=%s)%s."
              .formatted(
                  settings.retention().keep().toSeconds(),
                  target.name(),
                  longest.toSeconds(),
                  longest,
                  longest,
                  longest.equals(wanted)
                      ? ", or mirage.switch.ttl to %d or less"
                          .formatted(settings.retention().keep().toSeconds())
                      : ""));
    }
  }

  /**
   * Stops or terminates the instances that are due, and reports the others.
   *
   * @param own the project's instances
   * @param replaced those that have just lost their traffic
   * @param staying the instance that receives the traffic, if known
   */
  void settle(List<Instance> own, List<Instance> replaced, Optional<Instance> staying)
      throws FailureException, InterruptedException {
    for (Instance instance : own) {
      Optional<Instant> due = replaced.contains(instance) ? Optional.of(due()) : instance.due();
      boolean stays = staying.filter(one -> one.id().equals(instance.id())).isPresent();
      if (due.isPresent() && !instance.isGone() && !stays) {
        retirement.settle(instance, due.get());
      }
    }
  }
}
