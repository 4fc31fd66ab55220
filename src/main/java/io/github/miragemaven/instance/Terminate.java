package io.github.miragemaven.instance;

import io.github.miragemaven.ami.DeploymentLock;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Terminates the instances that the project has launched, and no others, after showing them for
 * confirmation; then deletes the security groups that were created for them and are unused.
 */
public final class Terminate {

  private final Aws aws;
  private final TerminateSettings settings;
  private final Project project;
  private final Execution execution;

  /** Creates a termination of a project's instances. */
  public Terminate(Aws aws, TerminateSettings settings, Project project, Execution execution) {
    this.aws = aws;
    this.settings = settings;
    this.project = project;
    this.execution = execution;
  }

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
    List<Instance> chosen = chosen(region);
    List<SecurityGroup> unused = termination(region).unusedGroups();
    for (Instance instance : chosen) {
      in(region)
          .progress()
          .info(
              "would end %s, %s of %s, %s"
                  .formatted(
                      instance.id(),
                      instance.spec().type(),
                      instance.spec().ami(),
                      words(instance)));
    }
    if (settings.instance().isEmpty()) {
      unused.forEach(
          group -> in(region).progress().info("would remove the security group " + group.id()));
    }
    boolean nothing = chosen.isEmpty() && (unused.isEmpty() || settings.instance().isPresent());
    if (nothing) {
      in(region)
          .progress()
          .info("nothing of %s to end in %s".formatted(project.key(), region.name()));
    }
    return !nothing;
  }

  private String words(Instance instance) {
    if (instance.isUnfinished()) {
      return Formats.state(instance) + ", of a launch that did not end";
    }
    return instance
        .due()
        .map(due -> Formats.state(instance) + ", due " + due)
        .orElseGet(() -> Formats.state(instance));
  }

  /**
   * Terminates the instances, waits until they are terminated, and deletes their unused security
   * groups.
   *
   * @throws UserFailureException if the selected instance is not one of the project's, or the
   *     directory is locked by a launch
   */
  @SuppressWarnings("try") // Held for its close() only.
  public void end() throws FailureException, IOException, InterruptedException {
    try (DeploymentLock lock = Launch.lock(settings.directory())) {
      for (String name : settings.regions()) {
        aws.in(name, this::end);
      }
    }
  }

  private List<Instance> end(AwsRegion region) throws FailureException, InterruptedException {
    List<Instance> chosen = chosen(region);
    InstanceTermination termination = termination(region);
    termination.end(chosen.stream().map(Instance::id).toList());
    termination.removeGroups(group -> true);
    if (chosen.isEmpty()) {
      in(region)
          .progress()
          .info("nothing of %s to end in %s".formatted(project.key(), region.name()));
    }
    return chosen;
  }

  private List<Instance> chosen(AwsRegion region) throws UserFailureException {
    List<Instance> all =
        new Instances(region)
            .ofSite(project.key()).stream().filter(instance -> !instance.isGone()).toList();
    if (settings.instance().isPresent()) {
      return List.of(only(region, all, settings.instance().get()));
    }
    return all.stream()
        .filter(instance -> !settings.due() || instance.isDue(execution.time().now()))
        .toList();
  }

  private Instance only(AwsRegion region, List<Instance> all, String id)
      throws UserFailureException {
    Optional<Instance> found = all.stream().filter(one -> one.id().equals(id)).findFirst();
    return found.orElseThrow(
        () ->
            new UserFailureException(
                "%s in %s is no instance of %s that could be ended: it has not the tag %s, or is gone.%nmvn mirage:status lists those that are (-Dmirage.instance=...)."
                    .formatted(id, region.name(), project.key(), TagKeys.PROJECT)));
  }

  private InstanceTermination termination(AwsRegion region) {
    return new InstanceTermination(region, project, in(region));
  }

  private Execution in(AwsRegion region) {
    return execution.in(region.name(), settings.regions());
  }
}
