package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Instances;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Routes traffic to a new instance: chooses the instance, reroutes the traffic, keeps the replaced
 * instance for a while, and stops or terminates instances that are due.
 */
public final class Switch {

  private final SwitchSettings settings;
  private final Project project;
  private final TrafficSession.Runner sessions;

  /** Creates a switch for the project. */
  public Switch(Aws aws, SwitchSettings settings, Project project, Execution execution) {
    this.settings = settings;
    this.project = project;
    this.sessions = new TrafficSession.Runner(aws, settings, project, execution);
  }

  /**
   * Routes traffic to the instance.
   *
   * @return the ID of the instance that receives the traffic
   */
  public String carryOut() throws FailureException, IOException, InterruptedException {
    return sessions.run(this::carryOut);
  }

  private String carryOut(TrafficSession session) throws FailureException, InterruptedException {
    List<Instance> own = session.instances().ofSite(project.key());
    Instance wanted = wanted(session, own);
    Set<String> now = session.target().currentTargets();
    Set<String> to = session.target().targetsOf(wanted);
    List<Instance> replaced =
        own.stream()
            .filter(one -> !one.id().equals(wanted.id()) && !one.isGone())
            .filter(one -> session.routesTo(one, now))
            .toList();
    Set<String> from = session.from(now, replaced, to);
    boolean current = now.containsAll(to) && Collections.disjoint(session.target().draining(), to);
    if (current && from.isEmpty()) {
      session
          .progress()
          .info("%s already routes to %s".formatted(session.target().name(), wanted.id()));
      replaced = finish(session, own, wanted);
    } else {
      session.replaced().requireTime(session.target(), replaced);
      session.progress().info("routing %s to %s".formatted(session.target().name(), wanted.id()));
      Optional<String> before = before(replaced, from);
      session
          .move()
          .carryOut(
              new Move.Order(
                  from, replaced, to, Optional.of(wanted), before, session.replaced().due()));
      session.progress().info("%s routes to %s".formatted(session.target().name(), wanted.id()));
    }
    session.replaced().settle(own, replaced, Optional.of(wanted));
    return wanted.id();
  }

  /** Returns the newest replaced instance, or the old targets if it is not the project's. */
  private static Optional<String> before(List<Instance> replaced, Set<String> from) {
    return replaced.stream()
        .findFirst()
        .map(Instance::id)
        .or(() -> from.isEmpty() ? Optional.empty() : Optional.of(Predecessor.tagValue(from)));
  }

  /** Completes a switch that was killed between rerouting and marking the replaced instance. */
  private static List<Instance> finish(
      TrafficSession session, List<Instance> own, Instance wanted) {
    String before = wanted.tags().getOrDefault(TagKeys.BEFORE, "");
    List<Instance> replaced =
        own.stream()
            .filter(one -> one.id().equals(before) && one.due().isEmpty() && !one.isGone())
            .toList();
    replaced.forEach(one -> session.move().tagDue(one, session.replaced().due()));
    return replaced;
  }

  private Instance wanted(TrafficSession session, List<Instance> own)
      throws FailureException, InterruptedException {
    Instance instance = wanted(session.instances(), own);
    return session.target().usesPublicAddresses() ? session.publicAddress().of(instance) : instance;
  }

  private Instance wanted(Instances instances, List<Instance> own) throws UserFailureException {
    Instance instance =
        settings.choice().instance().isPresent()
            ? instances.require(settings.choice().instance().get(), own, project)
            : newest(own);
    if (instance.verified().isEmpty() && !settings.choice().unverified()) {
      throw new UserFailureException(
          "%s has never passed verification; refusing to route traffic to it.%nRun mvn mirage:launch, which verifies an instance, or set -Dmirage.switch.unverified."
              .formatted(instance.id()));
    }
    if (!instance.isRunning()) {
      throw new UserFailureException(
          "%s is %s; refusing to route traffic to it.%nStart it (aws ec2 start-instances --instance-ids %s), or choose another (-Dmirage.instance=...)."
              .formatted(instance.id(), instance.state().text(), instance.id()));
    }
    return instance;
  }

  /** Instances that are due were replaced by another, or in a rollback. */
  private Instance newest(List<Instance> own) throws UserFailureException {
    return own.stream()
        .filter(one -> one.isRunning() && one.due().isEmpty())
        .filter(one -> one.verified().isPresent() || settings.choice().unverified())
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "%s has no running instance in %s that has passed verification.%nRun mvn mirage:launch first, or choose an instance (-Dmirage.instance=...)."
                        .formatted(project.key(), settings.region())));
  }
}
