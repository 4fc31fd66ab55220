package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import java.time.Duration;
import java.util.Set;

/**
 * Routes traffic to instances: an Elastic IP address, a target group or a DNS record. Its targets
 * are instance IDs or IP addresses, depending on the kind.
 */
interface TrafficTarget {

  /** Returns the name for messages, such as {@code the address 203.0.113.9}. */
  String name();

  /** Returns whether it may have targets that do not belong to the project and must stay. */
  boolean isShared();

  /** Returns whether its targets are the public addresses of instances. */
  default boolean usesPublicAddresses() throws UserFailureException {
    return false;
  }

  /** Returns how long resolvers may cache the current targets. */
  default Duration cacheTime() throws UserFailureException {
    return Duration.ZERO;
  }

  /**
   * Returns the current targets, including draining ones.
   *
   * @throws FailureException if it does not exist or cannot be rerouted
   */
  Set<String> currentTargets() throws FailureException;

  /** Returns the targets that are draining: they receive no new connections. */
  default Set<String> draining() throws UserFailureException {
    return Set.of();
  }

  /**
   * Returns the targets that route traffic to an instance.
   *
   * @throws UserFailureException if the instance lacks the required address
   */
  Set<String> targetsOf(Instance instance) throws UserFailureException;

  /**
   * Replaces targets and waits until the change is effective. Has no effect on targets that are
   * already as requested.
   *
   * @param from the targets to remove
   * @param to the new targets; none if empty
   */
  void reroute(Set<String> from, Set<String> to) throws FailureException, InterruptedException;

  /** Replaces targets without waiting, for a run that is being ended. */
  void rerouteWithoutWaiting(Set<String> from, Set<String> to) throws FailureException;

  /** Waits until removed targets have drained. */
  default void awaitDrain(Set<String> from) throws FailureException, InterruptedException {}
}
