package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import java.time.Duration;
import java.util.List;

/**
 * Instances left by killed launches. The directory's lock excludes another launch from the same
 * directory; a launch from elsewhere counts as abandoned after some hours.
 *
 * @param region the region
 * @param project the project
 * @param execution the execution of the goal
 */
record AbandonedLaunches(AwsRegion region, Project project, Execution execution) {

  private static final Duration LONGEST_LAUNCH = Duration.ofHours(6);

  /** Terminates the instances, and deletes the unused security groups of this directory. */
  void remove() throws FailureException, InterruptedException {
    InstanceTermination termination = new InstanceTermination(region, project, execution);
    List<String> abandoned =
        new Instances(region)
            .ofSite(project.key()).stream()
                .filter(instance -> instance.isUnfinished() && !instance.isGone())
                .filter(instance -> isOwn(instance) || isOld(instance))
                .map(Instance::id)
                .toList();
    if (!abandoned.isEmpty()) {
      execution
          .progress()
          .info(
              "terminating %s, left by an earlier launch".formatted(String.join(", ", abandoned)));
      termination.terminate(abandoned);
    }
    termination.deleteGroups(group -> project.origin().equals(group.tags().get(TagKeys.ORIGIN)));
  }

  private boolean isOwn(Instance instance) {
    return project.origin().equals(instance.tags().get(TagKeys.ORIGIN));
  }

  private boolean isOld(Instance instance) {
    return instance.launched().plus(LONGEST_LAUNCH).isBefore(execution.time().now());
  }
}
