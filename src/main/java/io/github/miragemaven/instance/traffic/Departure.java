package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.progress.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What becomes of instances that have lost the public name. */
final class Departure {

  private final Retirement retirement;
  private final SwitchSettings settings;
  private final Time time;

  Departure(
      AwsRegion region, Project project, SwitchSettings settings, Progress progress, Time time) {
    this.retirement = new Retirement(region, project, settings.then(), progress, time);
    this.settings = settings;
    this.time = time;
  }

  /** Until when an instance stays that loses the name now. */
  Instant due() {
    return time.now().plus(settings.keepOld()).truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Stops or ends those whose time has come, and tells of the others.
   *
   * @param own the project's instances
   * @param left those of them that have lost the name just now
   * @param staying the one that has it
   */
  void settle(List<Instance> own, List<Instance> left, Instance staying)
      throws FailureException, InterruptedException {
    for (Instance instance : own) {
      Optional<Instant> due = left.contains(instance) ? Optional.of(due()) : instance.due();
      if (due.isPresent() && !instance.isGone() && !instance.id().equals(staying.id())) {
        retirement.settle(instance, due.get());
      }
    }
  }
}
