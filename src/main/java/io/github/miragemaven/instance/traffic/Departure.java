package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.Ending;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import io.github.miragemaven.instance.traffic.SwitchSettings.Then;
import io.github.miragemaven.progress.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What becomes of instances that have lost the public name. */
final class Departure {

  private final Instances instances;
  private final Ending ending;
  private final SwitchSettings settings;
  private final Progress progress;
  private final Time time;

  Departure(
      AwsRegion region, Project project, SwitchSettings settings, Progress progress, Time time) {
    this.instances = new Instances(region);
    this.ending = new Ending(region, project, progress, time);
    this.settings = settings;
    this.progress = progress;
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
        settle(instance, due.get());
      }
    }
  }

  private void settle(Instance instance, Instant due)
      throws FailureException, InterruptedException {
    boolean stopped =
        instance.state() == Instance.State.STOPPED || instance.state() == Instance.State.STOPPING;
    if (due.isAfter(time.now())) {
      progress.info(
          "%s stays until %s; the next mvn mirage:switch %s it then, and mvn mirage:terminate -Dmirage.terminate.due ends it"
              .formatted(
                  instance.id(),
                  due.truncatedTo(ChronoUnit.SECONDS),
                  ends(instance) ? "ends" : "stops"));
    } else if (ends(instance)) {
      ending.end(List.of(instance.id()));
      ending.removeGroups();
    } else if (!stopped) {
      instances.stop(instance.id());
      progress.info("stopped " + instance.id());
    }
  }

  /** A spot instance cannot be stopped. */
  private boolean ends(Instance instance) {
    return settings.then() == Then.TERMINATE || instance.spot();
  }
}
