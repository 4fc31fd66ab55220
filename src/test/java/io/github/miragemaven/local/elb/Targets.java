package io.github.miragemaven.local.elb;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.QueryService.Operation;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TargetGroup;
import io.github.miragemaven.local.state.TargetGroup.Health;
import io.github.miragemaven.local.state.TargetGroup.Target;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** RegisterTargets, DeregisterTargets and DescribeTargetHealth. */
final class Targets {

  /** A target in a description. */
  private record Described(Target target, String state, Optional<Reason> reason) {}

  /** The reason why a target is not healthy. */
  private record Reason(String code, String description) {}

  /** A target in a request. */
  private record Named(String id, Optional<Integer> port) {

    Target in(TargetGroup group, Health health, int polls) {
      return new Target(id, port.orElse(group.port()), health, polls);
    }
  }

  private final RegionContext region;
  private final RegionState state;

  Targets(RegionContext region) {
    this.region = region;
    this.state = region.state();
  }

  /** Registers targets. A registered target is unchanged unless it is draining. */
  Consumer<Xml> register(Query query) throws ServiceError, IOException {
    String arn = query.required("TargetGroupArn");
    List<Named> targets = targets(query);
    Health first = query.shows(Anomaly.FAILS_LATER) ? Health.FAILING : Health.INITIAL;
    query.done();
    requireSome(targets);
    return state
        .lock()
        .hold(
            () -> {
              TargetGroup group = find(arn);
              for (Named named : targets) {
                requireFit(group, named.id());
                Target target = named.in(group, first, region.polls());
                Optional<Target> there = group.find(target.id(), target.port());
                if (there.filter(one -> one.health() != Health.DRAINING).isEmpty()) {
                  group = group.with(target);
                }
              }
              TestState.of(state).targetGroups().put(group.name(), group);
              return Operation.DONE;
            });
  }

  private void requireFit(TargetGroup group, String id) throws ServiceError, IOException {
    if (group.type().equals("ip")) {
      if (!id.matches("[0-9.]+|[0-9a-fA-F:]+")) {
        throw ServiceError.of(
            "ValidationError", "The IP address '" + id + "' is not a valid address");
      }
      return;
    }
    Optional<Instance> instance =
        id.matches("i-[0-9a-f]+") ? state.instances().find(id) : Optional.empty();
    if (instance.isEmpty()) {
      throw ServiceError.of(
          "InvalidTarget", "The following targets are not valid instances: '" + id + "'");
    }
    if (!instance.get().is(Phase.RUNNING)) {
      throw ServiceError.of(
          "InvalidTarget",
          "The following targets are not in a running state and cannot be registered: '%s'"
              .formatted(id));
    }
  }

  /**
   * Deregisters targets. "If the specified target does not exist, the action returns successfully"
   * (API Reference).
   */
  Consumer<Xml> deregister(Query query) throws ServiceError, IOException {
    String arn = query.required("TargetGroupArn");
    List<Named> targets = targets(query);
    query.done();
    requireSome(targets);
    return state
        .lock()
        .hold(
            () -> {
              TargetGroup group = find(arn);
              for (Named named : targets) {
                Target target = named.in(group, Health.DRAINING, region.polls());
                Optional<Target> there = group.find(target.id(), target.port());
                if (there.filter(one -> one.health() != Health.DRAINING).isPresent()) {
                  group = group.with(target);
                }
              }
              TestState.of(state).targetGroups().put(group.name(), group);
              return Operation.DONE;
            });
  }

  /** Describes targets. A named target that does not exist is described as unused. */
  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    String arn = query.required("TargetGroupArn");
    List<Named> asked = targets(query);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              TargetGroup group = find(arn);
              List<Target> shown = new ArrayList<>();
              for (Named named : asked) {
                Target missing = named.in(group, Health.GONE, 0);
                shown.add(group.find(missing.id(), missing.port()).orElse(missing));
              }
              if (asked.isEmpty()) {
                shown.addAll(group.targets());
              }
              TargetGroup next = group;
              List<Described> described = new ArrayList<>();
              for (Target target : shown) {
                described.add(described(target));
                next = next.with(target.polled());
              }
              TestState.of(state).targetGroups().put(next.name(), next);
              return result ->
                  result.members("TargetHealthDescriptions", described, Targets::write);
            });
  }

  private Described described(Target target) throws IOException {
    Optional<Instance> stopped =
        target.id().startsWith("i-")
            ? state.instances().find(target.id()).filter(instance -> !instance.is(Phase.RUNNING))
            : Optional.empty();
    if (stopped.isPresent() && target.health() != Health.DRAINING) {
      return new Described(
          target,
          "unused",
          Optional.of(
              new Reason(
                  "Target.InvalidState",
                  "Target is in the %s state".formatted(stopped.get().state()))));
    }
    return new Described(target, target.health().state(), reason(target.health()));
  }

  private static Optional<Reason> reason(Health health) {
    return switch (health) {
      case HEALTHY -> Optional.empty();
      case INITIAL, FAILING ->
          Optional.of(new Reason("Elb.InitialHealthChecking", "Initial health checks in progress"));
      case UNHEALTHY ->
          Optional.of(new Reason("Target.FailedHealthChecks", "Health checks failed"));
      case DRAINING ->
          Optional.of(
              new Reason(
                  "Target.DeregistrationInProgress", "Target deregistration is in progress"));
      case GONE ->
          Optional.of(
              new Reason("Target.NotRegistered", "Target is not registered to the target group"));
    };
  }

  private static void write(Xml xml, Described described) {
    xml.element(
            "Target",
            target ->
                target.text("Id", described.target().id()).text("Port", described.target().port()))
        .text("HealthCheckPort", described.target().port())
        .element(
            "TargetHealth",
            health -> {
              health.text("State", described.state());
              described
                  .reason()
                  .ifPresent(
                      reason ->
                          health
                              .text("Reason", reason.code())
                              .text("Description", reason.description()));
            });
  }

  private TargetGroup find(String arn) throws ServiceError, IOException {
    return TestState.of(state).targetGroups().all().stream()
        .filter(group -> group.arn().equals(arn))
        .findFirst()
        .orElseThrow(TargetGroups::notFound);
  }

  private static List<Named> targets(Query query) throws ServiceError {
    List<Named> targets = new ArrayList<>();
    for (Query target : query.structures("Targets.member")) {
      targets.add(new Named(target.required("Id"), target.number("Port")));
    }
    return targets;
  }

  private static void requireSome(List<Named> targets) throws ServiceError {
    if (targets.isEmpty()) {
      throw ServiceError.of("ValidationError", "Targets must have at least one member");
    }
  }
}
