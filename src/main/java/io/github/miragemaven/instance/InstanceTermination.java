package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Terminates a project's instances, and then deletes the unused security groups created for them:
 * EC2 refuses to delete a group while an instance uses it.
 */
public final class InstanceTermination {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration DETACH_LIMIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Instances instances;
  private final SecurityGroups groups;
  private final Project project;
  private final Execution execution;
  private final Progress progress;
  private final Time time;
  private Instant detached = Instant.MIN;

  /** Creates a termination of a project's instances in a region. */
  public InstanceTermination(AwsRegion region, Project project, Execution execution) {
    this.instances = new Instances(region);
    this.groups = new SecurityGroups(region, project);
    this.project = project;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /** Terminates instances and waits until they are terminated. */
  public void terminate(Collection<String> ids) throws FailureException, InterruptedException {
    instances.terminate(ids);
    Instant known = time.now().plus(Retries.GRACE);
    for (String id : ids) {
      new Waiting(execution)
          .until("the instance " + id + " is not terminated", LIMIT, () -> gone(id, known));
      progress.info("terminated " + id);
    }
    detached = time.now().plus(DETACH_LIMIT);
  }

  /** EC2 may not know a new instance yet; such an instance has to be terminated again. */
  private Optional<String> gone(String id, Instant known) {
    Optional<Instance> found = instances.find(id);
    if (found.isEmpty() && time.now().isBefore(known)) {
      instances.terminate(List.of(id));
      return Optional.empty();
    }
    return found.isEmpty() || found.get().state() == Instance.State.TERMINATED
        ? Optional.of(id)
        : Optional.empty();
  }

  /**
   * Lists the project's security groups that this plugin created and that no instance of the
   * project uses.
   */
  List<SecurityGroup> unusedGroups() {
    Set<String> used = new HashSet<>();
    instances.ofSite(project.key()).stream()
        .filter(instance -> instance.state() != Instance.State.TERMINATED)
        .forEach(instance -> used.addAll(instance.network().groups()));
    return groups.ofProject().stream()
        .filter(groups::isOwn)
        .filter(group -> !used.contains(group.id()))
        .toList();
  }

  /** Deletes the selected unused groups, except those that another resource uses. */
  void deleteGroups(Predicate<SecurityGroup> selection)
      throws FailureException, InterruptedException {
    for (SecurityGroup group : unusedGroups()) {
      if (selection.test(group)) {
        delete(group);
      }
    }
  }

  /**
   * Retries, since the network interface of a terminated instance may use its group for a while.
   */
  private void delete(SecurityGroup group) throws InterruptedException {
    boolean gone = groups.delete(group.id());
    while (!gone && time.now().isBefore(detached)) {
      time.pass(PAUSE);
      gone = groups.delete(group.id());
    }
    progress.info(
        gone
            ? "deleted the security group " + group.id()
            : "kept the security group %s, which another resource uses".formatted(group.id()));
  }
}
