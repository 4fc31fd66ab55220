package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Instance.Reason;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** StopInstances, StartInstances and TerminateInstances: for all named instances, or for none. */
final class Power {

  private static final Optional<Reason> BY_USER =
      Optional.of(
          new Reason(
              "Client.UserInitiatedShutdown",
              "Client.UserInitiatedShutdown: User initiated shutdown"));

  private static final Set<Phase> OVER = Set.of(Phase.SHUTTING_DOWN, Phase.TERMINATED);

  private final RegionContext region;
  private final RegionState state;
  private final Instances instances;

  Power(RegionContext region, Instances instances) {
    this.region = region;
    this.state = region.state();
    this.instances = instances;
  }

  /** A state change of an instance. */
  private interface Change {

    Instance of(Instance instance, Instant now) throws ServiceError, IOException;
  }

  Consumer<Xml> stop(Query query) throws ServiceError, IOException {
    query.flag("Force");
    return change(
        query,
        (instance, now) -> {
          if (instance.is(Phase.STOPPED) || instance.is(Phase.STOPPING)) {
            return instance;
          }
          if (!instance.is(Phase.RUNNING)) {
            throw incorrect(instance, "stopped");
          }
          if (instance.launch().options().spot()) {
            throw ServiceError.of(
                "UnsupportedOperation",
                "You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests."
                    .formatted(instance.id()));
          }
          return instance.turning(Phase.STOPPING, region.polls(), BY_USER, now);
        });
  }

  Consumer<Xml> start(Query query) throws ServiceError, IOException {
    return change(
        query,
        (instance, now) -> {
          if (instance.is(Phase.RUNNING) || instance.is(Phase.PENDING)) {
            return instance;
          }
          if (!instance.is(Phase.STOPPED)) {
            throw incorrect(instance, "started");
          }
          Addresses addresses = new Addresses(state);
          Optional<String> address =
              instance.network().wantsPublic() && addresses.elastic(instance).isEmpty()
                  ? addresses.freePublic(1).stream().findFirst()
                  : Optional.empty();
          return instance.starting(address, region.polls(), now);
        });
  }

  /** Terminates instances. If one of them is protected, none is terminated. */
  Consumer<Xml> terminate(Query query) throws ServiceError, IOException {
    return change(
        query,
        (instance, now) -> {
          if (instance.launch().options().protection()) {
            throw ServiceError.of(
                "OperationNotPermitted",
                "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
                    .formatted(instance.id()));
          }
          return OVER.contains(instance.condition().phase())
              ? instance
              : instance.turning(Phase.SHUTTING_DOWN, region.polls(), BY_USER, now);
        });
  }

  private Consumer<Xml> change(Query query, Change change) throws ServiceError, IOException {
    List<String> ids = query.texts("InstanceId");
    if (ids.isEmpty()) {
      throw ServiceError.of(
          "MissingParameter", "The request must contain the parameter InstanceId");
    }
    query.done();
    record Changed(Instance before, Instance after) {}
    List<Changed> all =
        state
            .lock()
            .hold(
                () -> {
                  Instant now = region.clock().instant();
                  List<Changed> changes = new ArrayList<>();
                  for (String id : ids) {
                    Instance before = instances.find(id);
                    changes.add(new Changed(before, change.of(before, now)));
                  }
                  for (Changed changed : changes) {
                    state.instances().put(changed.after().id(), changed.after());
                  }
                  return changes;
                });
    region.machines().tidy();
    return answer ->
        answer.items(
            "instancesSet",
            all,
            (item, changed) -> {
              item.text("instanceId", changed.before().id());
              InstanceView.writeState(item, "previousState", changed.before().condition().phase());
              InstanceView.writeState(item, "currentState", changed.after().condition().phase());
            });
  }

  private static ServiceError incorrect(Instance instance, String what) {
    return ServiceError.of(
        "IncorrectInstanceState",
        "The instance '%s' is not in a state from which it can be %s: it is '%s'."
            .formatted(instance.id(), what, instance.state()));
  }
}
