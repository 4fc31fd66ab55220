package io.github.miragemaven.local.autoscaling;

import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Refresh;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.ScalingGroup;
import io.github.miragemaven.local.state.ScalingGroup.Template;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * StartInstanceRefresh, DescribeInstanceRefreshes, CancelInstanceRefresh and
 * RollbackInstanceRefresh.
 */
final class Refreshes {

  /** The number of steps of a refresh for each poll of other changes. */
  private static final int STEPS = 4;

  private final RegionContext region;
  private final RegionState state;
  private final Groups groups;

  Refreshes(RegionContext region, Groups groups) {
    this.region = region;
    this.state = region.state();
    this.groups = groups;
  }

  Consumer<Xml> start(Query query) throws ServiceError, IOException {
    String name = query.required("AutoScalingGroupName");
    boolean fails = query.shows(Anomaly.FAILS_LATER);
    boolean rollsBack = query.flag("Preferences.AutoRollback").orElse(false);
    query.text("Strategy");
    return state
        .lock()
        .hold(
            () -> {
              Optional<Template> desired =
                  groups.template(query.structure("DesiredConfiguration"), "LaunchTemplate");
              query.done();
              ScalingGroup group = groups.find(name);
              if (group.active().isPresent()) {
                throw ServiceError.of(
                    "InstanceRefreshInProgress",
                    "An Instance Refresh is already in progress and blocks the execution of this"
                        + " Instance Refresh.");
              }
              if (rollsBack && !canRollBack(group, desired)) {
                throw Groups.invalid(
                    "You can't enable auto rollback without a desired configuration, or with the"
                        + " launch template version $Latest or $Default.");
              }
              int polls = region.polls() * STEPS;
              Refresh refresh =
                  new Refresh(
                      UUID.randomUUID().toString(),
                      Refresh.Phase.IN_PROGRESS,
                      desired,
                      new Refresh.Plan(polls, fails, rollsBack, false),
                      polls,
                      region.clock().instant());
              TestState.of(state).scalingGroups().put(name, group.with(refresh));
              return result -> result.text("InstanceRefreshId", refresh.id());
            });
  }

  private static boolean canRollBack(ScalingGroup group, Optional<Template> desired) {
    boolean moving = group.launch().template().filter(Template::isMoving).isPresent();
    return desired.filter(template -> !template.isMoving()).isPresent() && !moving;
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    String name = query.required("AutoScalingGroupName");
    List<String> ids = query.texts("InstanceRefreshIds.member");
    boolean none = query.shows(Anomaly.EMPTY_RESULT);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              ScalingGroup group = groups.find(name);
              List<Refresh> shown =
                  group.refreshes().stream()
                      .filter(refresh -> !none && (ids.isEmpty() || ids.contains(refresh.id())))
                      .toList();
              TestState.of(state).scalingGroups().put(name, group.polled());
              return result ->
                  result.members(
                      "InstanceRefreshes",
                      shown,
                      (member, refresh) -> write(member, group, refresh));
            });
  }

  private static void write(Xml xml, ScalingGroup group, Refresh refresh) {
    int percentage = refresh.percentage();
    xml.text("InstanceRefreshId", refresh.id())
        .text("AutoScalingGroupName", group.name())
        .text("Status", refresh.state())
        .text("StatusReason", refresh.reason())
        .text("StartTime", refresh.started())
        .text("PercentageComplete", percentage)
        .text("InstancesToUpdate", group.size() * (100 - percentage) / 100);
    refresh
        .desired()
        .ifPresent(
            desired ->
                xml.element(
                    "DesiredConfiguration",
                    it -> it.element("LaunchTemplate", to -> Groups.write(to, desired))));
  }

  Consumer<Xml> cancel(Query query) throws ServiceError, IOException {
    String name = query.required("AutoScalingGroupName");
    query.done();
    return state.lock().hold(() -> change(groups.find(name), Refresh::cancelled));
  }

  Consumer<Xml> rollBack(Query query) throws ServiceError, IOException {
    String name = query.required("AutoScalingGroupName");
    boolean fails = query.shows(Anomaly.FAILS_LATER);
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              ScalingGroup group = groups.find(name);
              Optional<Refresh> active = group.active();
              if (active.isPresent() && !canRollBack(group, active.get().desired())) {
                throw ServiceError.of(
                    "IrreversibleInstanceRefresh",
                    "The instance refresh has no desired configuration, or the group uses the"
                        + " launch template version $Latest or $Default.");
              }
              return change(group, refresh -> refresh.rolledBack(fails));
            });
  }

  private Consumer<Xml> change(ScalingGroup group, UnaryOperator<Refresh> change)
      throws ServiceError, IOException {
    Refresh active =
        group
            .active()
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "ActiveInstanceRefreshNotFound",
                        "No in progress or pending Instance Refresh found for Auto Scaling group "
                            + group.name()));
    TestState.of(state).scalingGroups().put(group.name(), group.with(change.apply(active)));
    return result -> result.text("InstanceRefreshId", active.id());
  }
}
