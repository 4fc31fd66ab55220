package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * A target group of a load balancer, which routes to instances by their ids or private addresses.
 * Targets that are not the project's are left alone.
 */
final class TargetGroup implements TrafficTarget {

  /** Properties of a group that do not change. */
  private record Properties(String arn, TargetTypeEnum type, String typeName) {}

  private static final Duration HEALTHY = Duration.ofMinutes(10);

  /** A target may fail its first health checks while the load balancer's nodes register it. */
  private static final Duration UNHEALTHY = Duration.ofMinutes(1);

  /** The deregistration delay is an hour at most (ELB User Guide, "Deregistration delay"). */
  private static final Duration DRAINED = Duration.ofMinutes(65);

  private final ElasticLoadBalancingV2Client balancers;
  private final String region;
  private final String text;
  private final WaitLimit waitLimit;
  private final Time time;
  private Optional<Properties> known = Optional.empty();

  /**
   * Creates a target for a target group.
   *
   * @param text its name or ARN
   */
  TargetGroup(AwsRegion region, String text, WaitLimit waitLimit, Time time) {
    this.balancers = region.balancers();
    this.region = region.name();
    this.text = text;
    this.waitLimit = waitLimit;
    this.time = time;
  }

  @Override
  public String name() {
    return "the target group " + text;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Set<String> currentTargets() throws UserFailureException {
    return targets().stream().map(found -> found.target().id()).collect(Collectors.toSet());
  }

  @Override
  public Set<String> draining() throws UserFailureException {
    return targets().stream()
        .filter(found -> !isRegistered(found))
        .map(found -> found.target().id())
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> targetsOf(Instance instance) throws UserFailureException {
    TargetTypeEnum type = group().type();
    if (type == TargetTypeEnum.INSTANCE) {
      return Set.of(instance.id());
    }
    if (type == TargetTypeEnum.IP) {
      return instance.addresses().privateIp().map(Set::of).orElse(Set.of());
    }
    throw new UserFailureException(
        "%s has targets of the type %s, which cannot be instances.%nSet mirage.switch.targetGroup to a group of the target type instance or ip."
            .formatted(name(), group().typeName()));
  }

  /** Adds the new targets first, so that there is always a healthy target. */
  @Override
  public void reroute(Set<String> from, Set<String> to)
      throws FailureException, InterruptedException {
    register(to);
    for (String id : to) {
      awaitHealth(id);
    }
    deregister(from);
  }

  @Override
  public void rerouteWithoutWaiting(Set<String> from, Set<String> to) throws UserFailureException {
    register(to);
    deregister(from);
  }

  private void register(Set<String> to) throws UserFailureException {
    Set<String> missing = new TreeSet<>(to);
    targets().stream().filter(this::isRegistered).forEach(one -> missing.remove(one.target().id()));
    if (!missing.isEmpty()) {
      String arn = group().arn();
      List<TargetDescription> added =
          missing.stream().map(id -> TargetDescription.builder().id(id).build()).toList();
      balancers.registerTargets(ask -> ask.targetGroupArn(arn).targets(added));
    }
  }

  private void deregister(Set<String> from) throws UserFailureException {
    List<TargetDescription> removed =
        targets().stream()
            .filter(found -> from.contains(found.target().id()) && isRegistered(found))
            .map(TargetHealthDescription::target)
            .toList();
    if (!removed.isEmpty()) {
      String arn = group().arn();
      balancers.deregisterTargets(ask -> ask.targetGroupArn(arn).targets(removed));
    }
  }

  /** Waits for the group's deregistration delay, regardless of the user's limit. */
  @Override
  public void awaitDrain(Set<String> from) throws FailureException, InterruptedException {
    if (!from.isEmpty()) {
      waitLimit.untilFixedLimit(
          "%s has not drained %s".formatted(name(), String.join(", ", from)),
          DRAINED,
          () -> {
            Set<String> now = currentTargets();
            return Optional.of(now).filter(these -> from.stream().noneMatch(these::contains));
          });
    }
  }

  private boolean isRegistered(TargetHealthDescription found) {
    return found.targetHealth().state() != TargetHealthStateEnum.DRAINING;
  }

  private void awaitHealth(String id) throws FailureException, InterruptedException {
    Instant start = time.now();
    waitLimit.until(
        "%s does not report %s as healthy".formatted(name(), id),
        HEALTHY,
        () -> {
          Optional<TargetHealth> health =
              targets().stream()
                  .filter(found -> found.target().id().equals(id))
                  .map(TargetHealthDescription::targetHealth)
                  .findFirst();
          if (health.isPresent()) {
            requireRecoverable(id, health.get(), Duration.between(start, time.now()));
          }
          return health.filter(now -> now.state() == TargetHealthStateEnum.HEALTHY);
        });
  }

  private void requireRecoverable(String id, TargetHealth health, Duration waited)
      throws UserFailureException {
    boolean unused = health.state() == TargetHealthStateEnum.UNUSED;
    boolean unhealthy = health.state() == TargetHealthStateEnum.UNHEALTHY;
    if (unused || (unhealthy && waited.compareTo(UNHEALTHY) > 0)) {
      throw new UserFailureException(
          "%s reports %s as %s: %s (%s).%nCheck the group's health check, and that the security group of %s lets the load balancer in."
              .formatted(
                  name(),
                  id,
                  health.stateAsString(),
                  health.description(),
                  health.reasonAsString(),
                  id));
    }
  }

  private List<TargetHealthDescription> targets() throws UserFailureException {
    String arn = group().arn();
    return balancers
        .describeTargetHealth(ask -> ask.targetGroupArn(arn))
        .targetHealthDescriptions();
  }

  private Properties group() throws UserFailureException {
    if (known.isEmpty()) {
      known = Optional.of(describe());
    }
    return known.get();
  }

  private Properties describe() throws UserFailureException {
    try {
      return balancers
          .describeTargetGroups(
              ask -> {
                if (text.startsWith("arn:")) {
                  ask.targetGroupArns(text);
                } else {
                  ask.names(text);
                }
              })
          .targetGroups()
          .stream()
          .map(
              group ->
                  new Properties(
                      group.targetGroupArn(), group.targetType(), group.targetTypeAsString()))
          .findFirst()
          .orElseThrow(this::missing);
    } catch (TargetGroupNotFoundException e) {
      throw missing();
    }
  }

  private UserFailureException missing() {
    return new UserFailureException(
        "mirage.switch.targetGroup is \"%s\", and %s has no such target group.%naws elbv2 describe-target-groups --region %s lists the existing ones."
            .formatted(text, region, region));
  }
}
