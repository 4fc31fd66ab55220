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

/** The instance refreshes of an Auto Scaling group. */
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

  /** The one that goes on; there is only one at a time. */
  Optional<InstanceRefresh> active() {
    return refreshes().stream().filter(Refreshes::isActive).findFirst();
  }

  /** The one of that id. */
  Optional<InstanceRefresh> find(String id) {
    return refreshes().stream().filter(one -> one.instanceRefreshId().equals(id)).findFirst();
  }

  /** The newest are told first. */
  private List<InstanceRefresh> refreshes() {
    return autoScaling
        .describeInstanceRefreshes(ask -> ask.autoScalingGroupName(group))
        .instanceRefreshes();
  }

  static boolean isActive(InstanceRefresh refresh) {
    return ACTIVE.contains(refresh.status());
  }

  /** The version that a refresh brings, where it brings one. */
  static Optional<Template> brought(InstanceRefresh refresh) {
    return Optional.ofNullable(refresh.desiredConfiguration())
        .map(desired -> desired.launchTemplate())
        .map(launch -> new Template(launch.launchTemplateId(), launch.version()));
  }

  /**
   * Starts one, which AWS rolls back if it fails. If the answer to a first try was lost, it goes on
   * already.
   *
   * @return its id
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
          .filter(refresh -> brought(refresh).equals(Optional.of(template)))
          .map(InstanceRefresh::instanceRefreshId)
          .orElseThrow(() -> e);
    }
  }

  /**
   * Stops the one that brings a version, and replaces the instances again that it has replaced.
   *
   * @return whether there was one
   */
  boolean rollBack(Template brought) {
    if (active().flatMap(Refreshes::brought).filter(brought::equals).isEmpty()) {
      return false; // Another's is none of our business.
    }
    try {
      autoScaling.rollbackInstanceRefresh(ask -> ask.autoScalingGroupName(group));
      return true;
    } catch (ActiveInstanceRefreshNotFoundException e) {
      return false;
    }
  }
}
