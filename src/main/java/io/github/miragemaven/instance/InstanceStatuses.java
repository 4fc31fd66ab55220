package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.verify.Limits;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Determines the status of a project's instances, with a brief request to each site.
 *
 * @param project the project
 * @param site the expected site; its host is replaced by each instance's
 */
public record InstanceStatuses(Project project, VerifySettings site) {

  private static final Limits SHORT =
      new Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          1,
          Duration.ofMillis(500));

  /** Returns the status of the instances in a region. */
  public List<InstanceStatus> in(AwsRegion region) throws InterruptedException {
    List<Instance> existing =
        new Instances(region)
            .ofSite(project.key()).stream()
                .filter(instance -> instance.state() != Instance.State.TERMINATED)
                .toList();
    Set<String> serving = serving(existing);
    List<InstanceStatus> statuses = new ArrayList<>();
    for (Instance instance : existing) {
      statuses.add(
          new InstanceStatus(instance, answer(region, instance), serving.contains(instance.id())));
    }
    return statuses;
  }

  /**
   * Returns the ids of the instances that should receive traffic: verified, and not replaced. After
   * a switch, only instances that traffic was switched to count.
   */
  private static Set<String> serving(List<Instance> all) {
    List<Instance> verified =
        all.stream()
            .filter(Instance::isRunning)
            .filter(instance -> instance.verified().isPresent() && instance.due().isEmpty())
            .toList();
    List<Instance> switched =
        verified.stream().filter(instance -> instance.tags().containsKey(TagKeys.BEFORE)).toList();
    return (switched.isEmpty() ? verified : switched)
        .stream().map(Instance::id).collect(Collectors.toCollection(HashSet::new));
  }

  private Optional<String> answer(AwsRegion region, Instance instance) throws InterruptedException {
    Optional<String> address = instance.address();
    if (!instance.isRunning() || address.isEmpty()) {
      return Optional.empty();
    }
    Verification seen =
        Verifier.verify(
            site.withHost(address.get()).withLimits(SHORT), region::reach, Progress.silent());
    return Optional.of(
        seen.passed() ? "answers" : "does not answer: " + seen.failures().get(0).seen());
  }
}
