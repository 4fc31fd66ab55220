package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Explanation;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Carries out the plan of a prune in a region. */
final class Removal {

  private final AwsRegion region;
  private final Snapshots snapshots;
  private final Progress progress;
  private final Time time;
  private final Set<String> left = new HashSet<>();

  Removal(AwsRegion region, Execution execution) {
    this.region = region;
    this.snapshots = new Snapshots(region);
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /**
   * Deregisters the AMIs, then deletes the snapshots. A failure does not stop the rest.
   *
   * @throws EnvironmentFailureException if some could not be removed; each was reported
   */
  void carryOut(PrunePlan plan) throws EnvironmentFailureException, InterruptedException {
    for (Ami ami : plan.amis()) {
      String command = RemovalCommand.ofAmi(region.name(), ami.id());
      remove(ami.id(), command, () -> new Amis(region).deregister(ami.id()));
    }
    for (StoredSnapshot snapshot : plan.snapshots()) {
      String command = RemovalCommand.ofSnapshot(region.name(), snapshot.id());
      boolean inUse =
          plan.amis().stream()
              .filter(ami -> ami.snapshots().contains(snapshot.id()))
              .anyMatch(ami -> left.contains(ami.id()));
      if (inUse) {
        left(snapshot.id(), "its AMI still exists.", command);
      } else {
        remove(snapshot.id(), command, () -> snapshots.deleteUnused(snapshot.id(), time));
      }
    }
    if (!left.isEmpty()) {
      throw new EnvironmentFailureException(
          "%d of %d resources in %s could not be removed.%nCorrect the causes reported above and run the same command again, or run the commands shown there."
              .formatted(left.size(), plan.amis().size() + plan.snapshots().size(), region.name()));
    }
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private void remove(String id, String command, Step step) throws InterruptedException {
    try {
      step.run();
      progress.info("removed " + id);
    } catch (SdkException e) {
      String reason = Explanation.of(region.name(), e).getMessage();
      left(id, reason.lines().findFirst().orElse(""), command);
    }
  }

  private void left(String id, String reason, String command) {
    left.add(id);
    progress.warn("%s could not be removed: %s%nRemove it with: %s".formatted(id, reason, command));
  }
}
