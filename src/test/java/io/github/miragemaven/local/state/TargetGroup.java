package io.github.miragemaven.local.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A target group of a load balancer.
 *
 * @param name its name, the only one of its kind
 * @param arn its ARN
 * @param protocol such as {@code HTTP}
 * @param port where targets are reached that name no port
 * @param vpcId where they are
 * @param type what its targets are: {@code instance} or {@code ip}
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

  /** What a target does; the names are those of the TargetHealth data type. */
  public enum Health {
    /** Its first health checks are being made. */
    INITIAL("initial"),
    /** As before, and it will be found unhealthy. */
    FAILING("initial"),
    /** It gets requests. */
    HEALTHY("healthy"),
    /** It does not answer as it should. */
    UNHEALTHY("unhealthy"),
    /** It gets no more requests, and finishes those that it has. */
    DRAINING("draining"),
    /** It is not a target any more. */
    GONE("unused");

    private final String state;

    Health(String state) {
      this.state = state;
    }

    /** The state's name. */
    public String state() {
      return state;
    }
  }

  /**
   * A target.
   *
   * @param id an instance's id or an address
   * @param port where it is reached
   * @param health what it does
   * @param pollsLeft how many more times it is described so, where it will be something else
   */
  public record Target(String id, int port, Health health, int pollsLeft) {

    /** This target after it was described once more. */
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

  /** Keeps the targets as they are now. */
  public TargetGroup {
    targets = List.copyOf(targets);
  }

  /** The target of that id and port. */
  public Optional<Target> find(String id, int atPort) {
    return targets.stream().filter(one -> one.id().equals(id) && one.port() == atPort).findFirst();
  }

  /** This group with a target, in the place of the one with its id and port. */
  public TargetGroup with(Target target) {
    List<Target> others = new ArrayList<>(targets);
    others.removeIf(one -> one.id().equals(target.id()) && one.port() == target.port());
    if (target.health() != Health.GONE) {
      others.add(target);
    }
    return new TargetGroup(name, arn, protocol, port, vpcId, type, others);
  }
}
