package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The story of a switch: choose the instance; find where the public name leads; lead it to the
 * instance; have the one before stay for a while; stop or end those whose time has come.
 */
public final class Switch {

  private final SwitchSettings settings;
  private final Project project;
  private final Scene.Opener scenes;

  /** A switch for that project. */
  public Switch(Aws aws, SwitchSettings settings, Project project, Progress progress, Time time) {
    this.settings = settings;
    this.project = project;
    this.scenes = new Scene.Opener(aws, settings, project, progress, time);
  }

  /**
   * Leads the public name to the instance.
   *
   * @return the id of the instance that it leads to now
   */
  public String carryOut() throws FailureException, IOException, InterruptedException {
    return scenes.play("switch", this::carryOut);
  }

  private String carryOut(Scene scene) throws FailureException, InterruptedException {
    List<Instance> own = scene.instances().ofSite(project.key());
    Instance wanted = wanted(scene, own);
    Set<String> now = scene.signpost().places();
    Set<String> to = scene.signpost().places(wanted);
    List<Instance> left =
        own.stream()
            .filter(one -> !one.id().equals(wanted.id()) && !one.isGone())
            .filter(one -> scene.leadsTo(one, now))
            .toList();
    Set<String> from = scene.from(now, left, to);
    boolean there = now.containsAll(to) && Collections.disjoint(scene.signpost().leaving(), to);
    if (there && from.isEmpty()) {
      scene
          .progress()
          .info("%s leads to %s already".formatted(scene.signpost().name(), wanted.id()));
      left = finish(scene, own, wanted);
    } else {
      scene.departure().requireTime(scene.signpost(), left);
      scene.progress().info("leading %s to %s".formatted(scene.signpost().name(), wanted.id()));
      Optional<String> before = before(left, from);
      scene
          .move()
          .carryOut(
              new Move.Order(from, left, to, Optional.of(wanted), before, scene.departure().due()));
      scene.progress().info("%s leads to %s".formatted(scene.signpost().name(), wanted.id()));
    }
    scene.departure().settle(own, left, Optional.of(wanted));
    return wanted.id();
  }

  /** The newest of those that are left, or the places if no instance of the project's is there. */
  private static Optional<String> before(List<Instance> left, Set<String> from) {
    return left.stream()
        .findFirst()
        .map(Instance::id)
        .or(() -> from.isEmpty() ? Optional.empty() : Optional.of(Predecessor.written(from)));
  }

  /** A switch that was killed may have led the name here and not marked the instance before. */
  private static List<Instance> finish(Scene scene, List<Instance> own, Instance wanted) {
    String before = wanted.tags().getOrDefault(TagKeys.BEFORE, "");
    List<Instance> left =
        own.stream()
            .filter(one -> one.id().equals(before) && one.due().isEmpty() && !one.isGone())
            .toList();
    left.forEach(one -> scene.move().markDue(one, scene.departure().due()));
    return left;
  }

  private Instance wanted(Scene scene, List<Instance> own)
      throws FailureException, InterruptedException {
    Instance instance = wanted(own);
    return scene.signpost().leadsToPublicAddresses() ? scene.fresh().of(instance) : instance;
  }

  private Instance wanted(List<Instance> own) throws UserFailureException {
    Instance instance =
        settings.instance().isPresent() ? named(own, settings.instance().get()) : newest(own);
    if (instance.verified().isEmpty() && !settings.unverified()) {
      throw new UserFailureException(
          "%s was never seen to answer, so nothing is led to it.%nHave mvn mirage:launch verify one, or set mirage.switch.unverified (-Dmirage.switch.unverified)."
              .formatted(instance.id()));
    }
    if (instance.state() != Instance.State.RUNNING) {
      throw new UserFailureException(
          "%s is %s, so nothing is led to it.%nStart it (aws ec2 start-instances --instance-ids %s), or name another (-Dmirage.instance=...)."
              .formatted(
                  instance.id(), instance.state().name().toLowerCase(Locale.ROOT), instance.id()));
    }
    return instance;
  }

  private Instance named(List<Instance> own, String id) throws UserFailureException {
    return own.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "mirage.instance is %s, which is no instance of %s in %s.%nmvn mirage:status lists those that are."
                        .formatted(id, project.key(), settings.region())));
  }

  /** What is to go has had the name, and has lost it to another, or in a rollback. */
  private Instance newest(List<Instance> own) throws UserFailureException {
    return own.stream()
        .filter(one -> one.state() == Instance.State.RUNNING && one.due().isEmpty())
        .filter(one -> one.verified().isPresent() || settings.unverified())
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "No instance of %s in %s runs that was seen to answer.%nRun mvn mirage:launch first, or name one (-Dmirage.instance=...)."
                        .formatted(project.key(), settings.region())));
  }
}
