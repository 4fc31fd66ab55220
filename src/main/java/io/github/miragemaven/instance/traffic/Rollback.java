package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Amis;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.Verifier;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Routes traffic back: finds the current instance and its predecessor, starts the predecessor if it
 * is stopped, verifies it, and reroutes the traffic to it. If the previous targets were not
 * instances of the project, it routes back to them.
 */
public final class Rollback {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final SwitchSettings settings;
  private final Project project;
  private final TrafficSession.Runner sessions;

  /** Creates a rollback for the project. */
  public Rollback(Aws aws, SwitchSettings settings, Project project, Execution execution) {
    this.settings = settings;
    this.project = project;
    this.sessions = new TrafficSession.Runner(aws, settings, project, execution);
  }

  /**
   * Routes the traffic back.
   *
   * @return the ID of the instance that receives it; empty if it is not the project's
   */
  public Optional<String> carryOut() throws FailureException, IOException, InterruptedException {
    return sessions.run(this::carryOut).map(Instance::id);
  }

  private Optional<Instance> carryOut(TrafficSession session)
      throws FailureException, InterruptedException {
    List<Instance> own = session.instances().ofSite(project.key());
    Set<String> now = session.target().currentTargets();
    List<Instance> receiving =
        own.stream().filter(one -> !one.isGone() && session.routesTo(one, now)).toList();
    Optional<Instance> current = receiving.stream().findFirst();
    String mark = current.map(Instance::id).orElseGet(() -> Predecessor.tagValue(now));
    List<Instance> rejected = rejected(own, mark);
    if (!rejected.isEmpty()) {
      session
          .progress()
          .info("%s already routes back to %s".formatted(session.target().name(), mark));
      rejected.forEach(one -> session.move().tagDue(one, session.replaced().due()));
      session.replaced().settle(own, rejected, current);
      return current;
    }
    Predecessor before = before(session, current.orElseThrow(() -> noInstance(session)));
    session.replaced().requireTime(session.target(), receiving);
    if (before.instance().isPresent()) {
      routeBack(session, now, receiving, before.instance().get());
    } else {
      requireVerified(session, before.targets());
      move(session, now, receiving, before);
    }
    session
        .progress()
        .info("%s routes back to %s".formatted(session.target().name(), before.name()));
    session.replaced().settle(own, receiving, before.instance());
    return before.instance();
  }

  /** Starts the instance if it is stopped, and stops it again if the rollback fails. */
  private void routeBack(
      TrafficSession session, Set<String> now, List<Instance> receiving, Instance before)
      throws FailureException, InterruptedException {
    boolean stopped = !before.isRunning();
    boolean moved = false;
    try {
      Instance verified = startAndVerify(session, before);
      move(session, now, receiving, Predecessor.of(verified, session.target().targetsOf(verified)));
      moved = true;
    } finally {
      if (stopped && !moved) {
        session.stopUninterruptibly(before.id());
      }
    }
  }

  private static void move(
      TrafficSession session, Set<String> now, List<Instance> receiving, Predecessor before)
      throws FailureException, InterruptedException {
    session
        .move()
        .carryOut(
            new Move.Order(
                session.from(now, receiving, before.targets()),
                receiving,
                before.targets(),
                before.instance(),
                Optional.empty(),
                session.replaced().due()));
  }

  /** Finds instances that a killed rollback replaced but did not mark. */
  private static List<Instance> rejected(List<Instance> own, String mark) {
    return own.stream()
        .filter(one -> mark.equals(one.tags().get(TagKeys.BEFORE)))
        .filter(one -> one.due().isEmpty() && !one.isGone())
        .toList();
  }

  private Predecessor before(TrafficSession session, Instance current) throws UserFailureException {
    String mark = current.tags().getOrDefault(TagKeys.BEFORE, "");
    if (mark.isEmpty()) {
      throw new UserFailureException(
          "%s routes to %s, its first instance, so there is no previous instance to roll back to.%n%s"
              .formatted(session.target().name(), current.id(), alternative(session, current)));
    }
    if (!mark.startsWith("i-")) {
      return Predecessor.ofTag(mark);
    }
    return session
        .instances()
        .find(mark)
        .filter(instance -> !instance.isGone())
        .map(instance -> Predecessor.of(instance, Set.of()))
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s routed to %s before %s, and that instance no longer exists.%n%s"
                        .formatted(
                            session.target().name(),
                            mark,
                            current.id(),
                            alternative(session, current))));
  }

  /** Returns advice for a rollback without a previous instance. */
  private String alternative(TrafficSession session, Instance current) {
    return new Amis(session.region())
        .tagged(TagKeys.PROJECT, project.key()).stream()
            .filter(
                ami -> ami.state() == Ami.State.AVAILABLE && !ami.id().equals(current.spec().ami()))
            .max(Comparator.comparing(Ami::created))
            .map(
                ami ->
                    "The newest other AMI is %s: mvn mirage:launch mirage:switch -Dmirage.ami=%s"
                        .formatted(ami.id(), ami.id()))
            .orElse("There is no other AMI. Run mvn deploy mirage:launch mirage:switch.");
  }

  private UserFailureException noInstance(TrafficSession session) {
    return new UserFailureException(
        "%s does not route to an instance of %s, so there is nothing to roll back.%nmvn mirage:switch routes it to one."
            .formatted(session.target().name(), project.key()));
  }

  /** Returns the previous instance, running and verified. */
  private Instance startAndVerify(TrafficSession session, Instance before)
      throws FailureException, InterruptedException {
    Instance running =
        session
            .waitLimit()
            .until(
                "the instance " + before.id() + " is not running",
                LIMIT,
                () -> running(session, before));
    if (settings.verify().isPresent() || session.target().usesPublicAddresses()) {
      running = session.publicAddress().of(running);
    }
    String address = running.address().orElse("");
    requireVerified(
        session, address, "See mvn mirage:console -Dmirage.instance=%s; ".formatted(before.id()));
    return running;
  }

  /** A target that is not an instance of the project can only be verified at its address. */
  private void requireVerified(TrafficSession session, Set<String> targets)
      throws FailureException, InterruptedException {
    for (String target : targets) {
      requireVerified(session, target, "");
    }
  }

  private void requireVerified(TrafficSession session, String address, String advice)
      throws FailureException, InterruptedException {
    if (settings.verify().isPresent()) {
      Verification seen =
          Verifier.verify(
              settings.verify().get().withHost(address),
              session.region()::reach,
              session.progress());
      if (!seen.passed()) {
        throw new UserFailureException(
            "%s Nothing was changed.%n%s-Dmirage.rollback.verify=false rolls back anyway."
                .formatted(seen.summary(), advice));
      }
    }
  }

  /** An instance that is stopping can be started when it has stopped. */
  private Optional<Instance> running(TrafficSession session, Instance before) {
    Optional<Instance> now = session.instances().find(before.id());
    if (now.filter(instance -> instance.state() == Instance.State.STOPPED).isPresent()) {
      session.progress().info("starting " + before.id());
      session.instances().start(before.id());
    }
    return now.filter(Instance::isRunning);
  }
}
