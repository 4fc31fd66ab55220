package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
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
 * before; start that one if it is stopped; see that it answers; lead the name back to it.
 */
public final class Rollback {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SwitchSettings settings;
  private final Project project;
  private final Scene.Opener scenes;
  private final Waiting waiting;

  /** A rollback for that project. */
  public Rollback(Aws aws, SwitchSettings settings, Project project, Progress progress, Time time) {
    this.settings = settings;
    this.project = project;
    this.scenes = new Scene.Opener(aws, settings, project, progress, time);
    this.waiting = new Waiting(progress, time);
  }

  /**
   * Leads the public name back.
   *
   * @return the id of the instance that it leads to now
   */
  public String carryOut() throws FailureException, IOException, InterruptedException {
    return scenes.play("rollback", this::carryOut);
  }

  private String carryOut(Scene scene) throws FailureException, InterruptedException {
    List<Instance> own = scene.instances().ofSite(project.key());
    Set<String> now = scene.signpost().places();
    List<Instance> there =
        own.stream().filter(one -> !one.isGone() && scene.leadsTo(one, now)).toList();
    Instance current = there.stream().findFirst().orElseThrow(() -> nothingThere(scene));
    List<Instance> rejected = rejected(own, current);
    if (!rejected.isEmpty()) {
      scene
          .progress()
          .info("%s leads back to %s already".formatted(scene.signpost().name(), current.id()));
      rejected.forEach(one -> scene.move().markDue(one, scene.departure().due()));
      scene.departure().settle(own, rejected, current);
      return current.id();
    }
    Instance before = before(scene, current);
    boolean stopped = before.state() != Instance.State.RUNNING;
    boolean moved = false;
    try {
      Instance answering = answering(scene, before);
      Set<String> to = scene.signpost().places(answering);
      scene
          .move()
          .carryOut(
              new Move.Order(
                  scene.from(now, there, to),
                  there,
                  answering,
                  Optional.empty(),
                  scene.departure().due()));
      moved = true;
    } finally {
      if (stopped && !moved) {
        scene.stopInPeace(before.id());
      }
    }
    scene.progress().info("%s leads back to %s".formatted(scene.signpost().name(), before.id()));
    scene.departure().settle(own, there, before);
    return before.id();
  }

  /** A rollback that was killed may have led the name back and not marked the instance it left. */
  private static List<Instance> rejected(List<Instance> own, Instance current) {
    return own.stream()
        .filter(one -> current.id().equals(one.tags().get(TagKeys.BEFORE)))
        .filter(one -> one.due().isEmpty() && !one.isGone())
        .toList();
  }

  private Instance before(Scene scene, Instance current) throws UserFailureException {
    String id = current.tags().getOrDefault(TagKeys.BEFORE, "");
    if (id.isEmpty()) {
      throw new UserFailureException(
          "%s leads to %s, and that is the first instance it has led to: there is no way back.%n%s"
              .formatted(scene.signpost().name(), current.id(), another(scene, current)));
    }
    return scene
        .instances()
        .find(id)
        .filter(instance -> !instance.isGone())
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s led to %s before it led to %s, and that instance is gone.%n%s"
                        .formatted(
                            scene.signpost().name(), id, current.id(), another(scene, current))));
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
        waiting.until(
            "the instance " + before.id() + " does not run", LIMIT, () -> running(scene, before));
    String address = running.addresses().visited().orElse("");
    if (settings.verify().isPresent()) {
      Verification seen =
          Verifier.verify(
              settings.verify().get().at(address), scene.region()::reach, scene.progress());
      if (!seen.passed()) {
        throw new UserFailureException(
            "%s Nothing was moved.%nmvn mirage:console -Dmirage.instance=%s tells more; -Dmirage.rollback.verify=false goes back nevertheless."
                .formatted(seen.summary(), before.id()));
      }
    }
    return running;
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
