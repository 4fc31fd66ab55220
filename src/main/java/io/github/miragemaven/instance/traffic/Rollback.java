package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The story of a rollback: find the instance that the public name leads to, and the one that had it
 * before; start that one if it is stopped; see that it answers; lead the name back to it. Where the
 * name led to an address that no instance of the project has, it is led back to that.
 */
public final class Rollback {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SwitchSettings settings;
  private final Project project;
  private final Scene.Opener scenes;

  /** A rollback for that project. */
  public Rollback(Aws aws, SwitchSettings settings, Project project, Progress progress, Time time) {
    this.settings = settings;
    this.project = project;
    this.scenes = new Scene.Opener(aws, settings, project, progress, time);
  }

  /**
   * Leads the public name back.
   *
   * @return the id of the instance that it leads to now; empty if that is none of the account's
   */
  public Optional<String> carryOut() throws FailureException, IOException, InterruptedException {
    return scenes.play("rollback", this::carryOut).map(Instance::id);
  }

  private Optional<Instance> carryOut(Scene scene) throws FailureException, InterruptedException {
    List<Instance> own = scene.instances().ofSite(project.key());
    Set<String> now = scene.signpost().places();
    List<Instance> there =
        own.stream().filter(one -> !one.isGone() && scene.leadsTo(one, now)).toList();
    Optional<Instance> current = there.stream().findFirst();
    String mark = current.map(Instance::id).orElseGet(() -> Predecessor.written(now));
    List<Instance> rejected = rejected(own, mark);
    if (!rejected.isEmpty()) {
      scene.progress().info("%s leads back to %s already".formatted(scene.signpost().name(), mark));
      rejected.forEach(one -> scene.move().markDue(one, scene.departure().due()));
      scene.departure().settle(own, rejected, current);
      return current;
    }
    Predecessor before = before(scene, current.orElseThrow(() -> nothingThere(scene)));
    scene.departure().requireTime(scene.signpost(), there);
    if (before.instance().isPresent()) {
      leadBack(scene, now, there, before.instance().get());
    } else {
      requireAnswer(scene, before.places());
      move(scene, now, there, before);
    }
    scene.progress().info("%s leads back to %s".formatted(scene.signpost().name(), before.name()));
    scene.departure().settle(own, there, before.instance());
    return before.instance();
  }

  /** Starts the instance where it is stopped, and stops it again where nothing comes of it. */
  private void leadBack(Scene scene, Set<String> now, List<Instance> there, Instance before)
      throws FailureException, InterruptedException {
    boolean stopped = before.state() != Instance.State.RUNNING;
    boolean moved = false;
    try {
      Instance answering = answering(scene, before);
      move(scene, now, there, Predecessor.of(answering, scene.signpost().places(answering)));
      moved = true;
    } finally {
      if (stopped && !moved) {
        scene.stopInPeace(before.id());
      }
    }
  }

  private static void move(Scene scene, Set<String> now, List<Instance> there, Predecessor before)
      throws FailureException, InterruptedException {
    scene
        .move()
        .carryOut(
            new Move.Order(
                scene.from(now, there, before.places()),
                there,
                before.places(),
                before.instance(),
                Optional.empty(),
                scene.departure().due()));
  }

  /** A rollback that was killed may have led the name back and not marked the instance it left. */
  private static List<Instance> rejected(List<Instance> own, String mark) {
    return own.stream()
        .filter(one -> mark.equals(one.tags().get(TagKeys.BEFORE)))
        .filter(one -> one.due().isEmpty() && !one.isGone())
        .toList();
  }

  private Predecessor before(Scene scene, Instance current) throws UserFailureException {
    String mark = current.tags().getOrDefault(TagKeys.BEFORE, "");
    if (mark.isEmpty()) {
      throw new UserFailureException(
          "%s leads to %s, and that is the first instance it has led to: there is no way back.%n%s"
              .formatted(scene.signpost().name(), current.id(), another(scene, current)));
    }
    if (!mark.startsWith("i-")) {
      return Predecessor.at(mark);
    }
    return scene
        .instances()
        .find(mark)
        .filter(instance -> !instance.isGone())
        .map(instance -> Predecessor.of(instance, Set.of()))
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s led to %s before it led to %s, and that instance is gone.%n%s"
                        .formatted(
                            scene.signpost().name(), mark, current.id(), another(scene, current))));
  }

  /** What can be done where there is no instance to go back to. */
  private String another(Scene scene, Instance current) {
    return new Amis(scene.region())
        .tagged(TagKeys.PROJECT, project.key()).stream()
            .filter(ami -> ami.state() == Ami.State.AVAILABLE && !ami.id().equals(current.ami()))
            .max(Comparator.comparing(Ami::created))
            .map(
                ami ->
                    "The newest other AMI is %s: mvn mirage:launch mirage:switch -Dmirage.ami=%s"
                        .formatted(ami.id(), ami.id()))
            .orElse("There is no other AMI either: mvn deploy mirage:launch mirage:switch.");
  }

  private UserFailureException nothingThere(Scene scene) {
    return new UserFailureException(
        "%s leads to no instance of %s, so there is no way back.%nmvn mirage:switch leads it to one."
            .formatted(scene.signpost().name(), project.key()));
  }

  /** The instance before, which runs and answers as it should. */
  private Instance answering(Scene scene, Instance before)
      throws FailureException, InterruptedException {
    Instance running =
        scene
            .patience()
            .until(
                "the instance " + before.id() + " does not run",
                LIMIT,
                () -> running(scene, before));
    if (settings.verify().isPresent() || scene.signpost().leadsToPublicAddresses()) {
      running = scene.fresh().of(running);
    }
    String address = running.addresses().visited().orElse("");
    requireAnswer(
        scene,
        address,
        "mvn mirage:console -Dmirage.instance=%s tells more; ".formatted(before.id()));
    return running;
  }

  /** What is at an address that no instance of the project has can only be asked there. */
  private void requireAnswer(Scene scene, Set<String> places)
      throws FailureException, InterruptedException {
    for (String place : places) {
      requireAnswer(scene, place, "");
    }
  }

  private void requireAnswer(Scene scene, String address, String more)
      throws FailureException, InterruptedException {
    if (settings.verify().isPresent()) {
      Verification seen =
          Verifier.verify(
              settings.verify().get().at(address), scene.region()::reach, scene.progress());
      if (!seen.passed()) {
        throw new UserFailureException(
            "%s Nothing was moved.%n%s-Dmirage.rollback.verify=false goes back nevertheless."
                .formatted(seen.summary(), more));
      }
    }
  }

  /** One that is being stopped can be started when it has stopped. */
  private Optional<Instance> running(Scene scene, Instance before) {
    Optional<Instance> now = scene.instances().find(before.id());
    if (now.filter(instance -> instance.state() == Instance.State.STOPPED).isPresent()) {
      scene.progress().info("starting " + before.id());
      scene.instances().start(before.id());
    }
    return now.filter(instance -> instance.state() == Instance.State.RUNNING);
  }
}
