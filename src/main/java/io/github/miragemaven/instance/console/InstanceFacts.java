package io.github.miragemaven.instance.console;

import io.github.miragemaven.kernel.Virtualization;
import java.util.Optional;

/**
 * Facts about an instance that do not come from its console.
 *
 * @param virtualization its virtualization type
 * @param running whether it is running
 * @param connected whether the site's port accepted a connection
 * @param admitted whether its security groups allow connections to the site's port
 * @param old whether the text may be outdated: on Xen, EC2 updates it some time after the instance
 *     has started, stopped or restarted
 */
public record InstanceFacts(
    Optional<Virtualization> virtualization,
    boolean running,
    Optional<Boolean> connected,
    Optional<Boolean> admitted,
    boolean old) {

  /** Facts of a running instance about which nothing else is known. */
  public static InstanceFacts unknown() {
    return new InstanceFacts(Optional.empty(), true, Optional.empty(), Optional.empty(), false);
  }

  /** Returns a copy with the result of connecting to the site's port. */
  public InstanceFacts withConnected(boolean is) {
    return new InstanceFacts(virtualization, running, Optional.of(is), admitted, old);
  }

  /** Returns a copy with the security groups' rule for the site's port. */
  public InstanceFacts withAdmitted(boolean is) {
    return new InstanceFacts(virtualization, running, connected, Optional.of(is), old);
  }

  /** Returns a copy with a virtualization type. */
  public InstanceFacts withVirtualization(Virtualization kind) {
    return new InstanceFacts(Optional.of(kind), running, connected, admitted, old);
  }

  /** Returns a copy for an instance that is not running. */
  public InstanceFacts stopped() {
    return new InstanceFacts(virtualization, false, connected, admitted, old);
  }

  /** Returns a copy for a console that may be outdated. */
  public InstanceFacts withOldText() {
    return new InstanceFacts(virtualization, running, connected, admitted, true);
  }

  boolean isConnected() {
    return connected.orElse(false);
  }

  boolean isBlocked() {
    return !admitted.orElse(true);
  }
}
