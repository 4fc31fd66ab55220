package io.github.miragemaven.instance.fleet;

import io.github.miragemaven.aws.AwsRegion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.ActiveInstanceRefreshNotFoundException;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshInProgressException;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;

/** Client for the instance refreshes of an Auto Scaling group. */
final class Refreshes {

  private static final Set<InstanceRefreshStatus> ACTIVE =
      Set.of(
          InstanceRefreshStatus.PENDING,
          InstanceRefreshStatus.IN_PROGRESS,
          InstanceRefreshStatus.CANCELLING,
          InstanceRefreshStatus.BAKING,
          InstanceRefreshStatus.ROLLBACK_IN_PROGRESS);

  private final AutoScalingClient autoScaling;
  private final String group;

  Refreshes(AwsRegion region, String group) {
    this.autoScaling = region.autoScaling();
    this.group = group;
  }

  /** Returns the active refresh; a group has at most one. */
  Optional<InstanceRefresh> active() {
    return refreshes().stream().filter(Refreshes::isActive).findFirst();
  }

  /** Finds a refresh by its id. */
  Optional<InstanceRefresh> find(String id) {
    return refreshes().stream().filter(one -> one.instanceRefreshId().equals(id)).findFirst();
  }

  /** Auto Scaling lists the newest first. */
  private List<InstanceRefresh> refreshes() {
    return autoScaling
        .describeInstanceRefreshes(ask -> ask.autoScalingGroupName(group))
        .instanceRefreshes();
  }

  static boolean isActive(InstanceRefresh refresh) {
    return ACTIVE.contains(refresh.status());
  }

  /** Returns the launch template version that a refresh rolls out, if any. */
  static Optional<Template> target(InstanceRefresh refresh) {
    return Optional.ofNullable(refresh.desiredConfiguration())
        .map(desired -> desired.launchTemplate())
        .map(launch -> new Template(launch.launchTemplateId(), launch.version()));
  }

  /**
   * Starts a refresh with automatic rollback. If the response to an earlier call was lost, the
   * refresh is already active.
   *
   * @return the refresh's id
   */
  String start(Template template) {
    try {
      return autoScaling
          .startInstanceRefresh(
              ask ->
                  ask.autoScalingGroupName(group)
                      .desiredConfiguration(
                          desired ->
                              desired.launchTemplate(
                                  launch ->
                                      launch
                                          .launchTemplateId(template.id())
                                          .version(template.version())))
                      .preferences(preferences -> preferences.autoRollback(true)))
          .instanceRefreshId();
    } catch (InstanceRefreshInProgressException e) {
      return active()
          .filter(refresh -> target(refresh).equals(Optional.of(template)))
          .map(InstanceRefresh::instanceRefreshId)
          .orElseThrow(() -> e);
    }
  }

  /**
   * Rolls back the active refresh if it rolls out this version.
   *
   * @return whether there was such a refresh
   */
  boolean rollBack(Template template) {
    if (active().flatMap(Refreshes::target).filter(template::equals).isEmpty()) {
      return false; // Someone else has started it.
    }
    try {
      autoScaling.rollbackInstanceRefresh(ask -> ask.autoScalingGroupName(group));
      return true;
    } catch (ActiveInstanceRefreshNotFoundException e) {
      return false;
    }
  }
}
