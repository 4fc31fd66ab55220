package io.github.miragemaven.local.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A target group of a load balancer.
 *
 * @param name its unique name
 * @param arn its ARN
 * @param protocol such as {@code HTTP}
 * @param port the default port of targets
 * @param vpcId the VPC
 * @param type the target type: {@code instance} or {@code ip}
 * @param targets the targets
 */
public record TargetGroup(
    String name,
    String arn,
    String protocol,
    int port,
    String vpcId,
    String type,
    List<Target> targets) {

  /** The health states of a target, named as in the TargetHealth data type. */
  public enum Health {
    /** Its first health checks are in progress. */
    INITIAL("initial"),
    /** Its first health checks are in progress and will fail. */
    FAILING("initial"),
    /** It receives requests. */
    HEALTHY("healthy"),
    /** Its health checks fail. */
    UNHEALTHY("unhealthy"),
    /** It receives no new requests and finishes the current ones. */
    DRAINING("draining"),
    /** It is no longer registered. */
    GONE("unused");

    private final String state;

    Health(String state) {
      this.state = state;
    }

    /** Returns the state's name. */
    public String state() {
      return state;
    }
  }

  /**
   * A target.
   *
   * @param id an instance ID or IP address
   * @param port the default port of targets
   * @param health its health state
   * @param pollsLeft how many more times this state is described before the next one
   */
  public record Target(String id, int port, Health health, int pollsLeft) {

    /** Returns this target after it was described once more. */
    public Target polled() {
      if (pollsLeft > 0) {
        return new Target(id, port, health, pollsLeft - 1);
      }
      Health next =
          switch (health) {
            case INITIAL, HEALTHY -> Health.HEALTHY;
            case FAILING, UNHEALTHY -> Health.UNHEALTHY;
            case DRAINING, GONE -> Health.GONE;
          };
      return new Target(id, port, next, 0);
    }
  }

  /** Copies the targets. */
  public TargetGroup {
    targets = List.copyOf(targets);
  }

  /** Returns the target with an ID and port. */
  public Optional<Target> find(String id, int atPort) {
    return targets.stream().filter(one -> one.id().equals(id) && one.port() == atPort).findFirst();
  }

  /** Returns this group with a target, replacing the one with its ID and port. */
  public TargetGroup with(Target target) {
    List<Target> others = new ArrayList<>(targets);
    others.removeIf(one -> one.id().equals(target.id()) && one.port() == target.port());
    if (target.health() != Health.GONE) {
      others.add(target);
    }
    return new TargetGroup(name, arn, protocol, port, vpcId, type, others);
  }
}
