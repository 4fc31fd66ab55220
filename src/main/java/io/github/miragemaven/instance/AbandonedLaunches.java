package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.util.List;

/**
 * Instances left by killed launches. The directory's lock excludes another launch from the same
 * directory; a launch from elsewhere counts as abandoned after some hours.
 */
final class AbandonedLaunches {

  private static final Duration LONGEST_LAUNCH = Duration.ofHours(6);

  private final Instances instances;
  private final InstanceTermination termination;
  private final Project project;
  private final Progress progress;
  private final Time time;

  AbandonedLaunches(AwsRegion region, Project project, Execution execution) {
    this.instances = new Instances(region);
    this.termination = new InstanceTermination(region, project, execution);
    this.project = project;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /** Lists the abandoned instances. */
  List<Instance> instances() {
    return instances.ofSite(project.key()).stream()
        .filter(instance -> instance.isUnfinished() && !instance.isGone())
        .filter(instance -> isOwn(instance) || isOld(instance))
        .toList();
  }

  private boolean isOwn(Instance instance) {
    return project.origin().equals(instance.tags().get(TagKeys.ORIGIN));
  }

  private boolean isOld(Instance instance) {
    return instance.launched().plus(LONGEST_LAUNCH).isBefore(time.now());
  }

  /** Terminates them, and deletes the unused security groups of this directory. */
  void remove() throws FailureException, InterruptedException {
    List<Instance> left = instances();
    if (!left.isEmpty()) {
      progress.info("An earlier launch has left %s behind".formatted(Formats.ids(left)));
      termination.end(left.stream().map(Instance::id).toList());
    }
    termination.removeGroups(group -> project.origin().equals(group.tags().get(TagKeys.ORIGIN)));
  }
}
