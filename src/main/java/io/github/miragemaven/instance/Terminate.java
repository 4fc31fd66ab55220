package io.github.miragemaven.instance;

import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.util.List;

/**
 * Terminates the instances that the project has launched, and no others, after showing them for
 * confirmation; then deletes the security groups that were created for them and are unused.
 *
 * @param aws opens the region
 * @param settings the settings
 * @param project the project
 * @param execution the execution of the goal
 */
public record Terminate(Aws aws, TerminateSettings settings, Project project, Execution execution) {

  /**
   * Shows what would be terminated, without changing anything.
   *
   * @return whether there is anything to terminate
   */
  public boolean show() throws FailureException, InterruptedException {
    boolean something = false;
    for (String name : settings.regions()) {
      something |= aws.in(name, this::show);
    }
    return something;
  }

  private boolean show(AwsRegion region) throws UserFailureException {
    Execution here = in(region);
    List<Instance> chosen = chosen(region);
    List<SecurityGroup> unused =
        settings.instance().isPresent()
            ? List.of()
            : new InstanceTermination(region, project, here).unusedGroups();
    for (Instance instance : chosen) {
      here.progress()
          .info(
              "would terminate %s, %s of %s, %s"
                  .formatted(
                      instance.id(),
                      instance.spec().type(),
                      instance.spec().ami(),
                      describe(instance)));
    }
    unused.forEach(group -> here.progress().info("would delete the security group " + group.id()));
    boolean nothing = chosen.isEmpty() && unused.isEmpty();
    if (nothing) {
      reportNothing(here, region);
    }
    return !nothing;
  }

  private void reportNothing(Execution here, AwsRegion region) {
    here.progress()
        .info("%s has nothing to terminate in %s".formatted(project.key(), region.name()));
  }

  private static String describe(Instance instance) {
    String state = instance.state().text();
    if (instance.isUnfinished()) {
      return state + ", from an unfinished launch";
    }
    return instance.due().map(due -> state + ", due " + due).orElse(state);
  }

  /**
   * Terminates the instances, waits until they are terminated, and deletes their unused security
   * groups.
   *
   * @throws UserFailureException if the selected instance is not one of the project's, or the
   *     directory is locked by a launch
   */
  @SuppressWarnings("try") // Held for its close() only.
  public void carryOut() throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = Launch.lock(settings.directory())) {
      for (String name : settings.regions()) {
        aws.in(name, this::carryOut);
      }
    }
  }

  private List<Instance> carryOut(AwsRegion region) throws FailureException, InterruptedException {
    Execution here = in(region);
    List<Instance> chosen = chosen(region);
    InstanceTermination termination = new InstanceTermination(region, project, here);
    termination.terminate(chosen.stream().map(Instance::id).toList());
    termination.deleteGroups(group -> true);
    if (chosen.isEmpty()) {
      reportNothing(here, region);
    }
    return chosen;
  }

  private List<Instance> chosen(AwsRegion region) throws UserFailureException {
    Instances instances = new Instances(region);
    List<Instance> all =
        instances.ofSite(project.key()).stream().filter(instance -> !instance.isGone()).toList();
    return settings.instance().isPresent()
        ? List.of(instances.require(settings.instance().get(), all, project))
        : all.stream()
            .filter(instance -> !settings.due() || instance.isDue(execution.time().now()))
            .toList();
  }

  private Execution in(AwsRegion region) {
    return execution.in(region.name(), settings.regions());
  }
}
