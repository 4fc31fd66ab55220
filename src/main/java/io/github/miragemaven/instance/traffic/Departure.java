package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Retirement;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
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
   * Refuses to have instances go while visitors still come to them.
   *
   * @param left those that lose the name
   */
  void requireTime(Signpost signpost, List<Instance> left) throws UserFailureException {
    Duration written = left.isEmpty() ? Duration.ZERO : signpost.remembered();
    Duration wanted = settings.name().remembered();
    Duration longest = written.compareTo(wanted) > 0 ? written : wanted;
    if (settings.keepOld().compareTo(longest) < 0) {
      throw new UserFailureException(
          "mirage.switch.keepOld is %d s, and visitors may come to the old address for %d s, for so long others keep %s.%nSet it to %s or more (-Dmirage.switch.keepOld=%s)%s."
              .formatted(
                  settings.keepOld().toSeconds(),
                  longest.toSeconds(),
                  signpost.name(),
                  longest,
                  longest,
                  longest.equals(wanted)
                      ? ", or mirage.switch.ttl to %d or less"
                          .formatted(settings.keepOld().toSeconds())
                      : ""));
    }
  }

  /**
   * Stops or ends those whose time has come, and tells of the others.
   *
   * @param own the project's instances
   * @param left those of them that have lost the name just now
   * @param staying the one that has it; empty if none is known
   */
  void settle(List<Instance> own, List<Instance> left, Optional<Instance> staying)
      throws FailureException, InterruptedException {
    for (Instance instance : own) {
      Optional<Instant> due = left.contains(instance) ? Optional.of(due()) : instance.due();
      boolean stays = staying.filter(one -> one.id().equals(instance.id())).isPresent();
      if (due.isPresent() && !instance.isGone() && !stays) {
        retirement.settle(instance, due.get());
      }
    }
  }
}
