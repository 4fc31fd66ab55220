package io.github.miragemaven.instance.console;

import io.github.miragemaven.kernel.Virtualization;
import java.util.Optional;

/**
 * What is known of an instance beside its console.
 *
 * @param virtualization how EC2 runs it
 * @param running whether it runs
 * @param connected whether the site's port took a connection from outside
 * @param admitted whether its security groups let in connections to the site's port
 * @param old whether the text may be older than what the instance has printed by now: on Xen, EC2
 *     renews it a while after the instance has started, stopped or restarted
 */
public record InstanceFacts(
    Optional<Virtualization> virtualization,
    boolean running,
    Optional<Boolean> connected,
    Optional<Boolean> admitted,
    boolean old) {

  /** Of a running instance, of which nothing else is known. */
  public static InstanceFacts unknown() {
    return new InstanceFacts(Optional.empty(), true, Optional.empty(), Optional.empty(), false);
  }

  /** The same, for what came of a connection to the site's port. */
  public InstanceFacts withConnected(boolean is) {
    return new InstanceFacts(virtualization, running, Optional.of(is), admitted, old);
  }

  /** The same, for what the security groups say of the site's port. */
  public InstanceFacts withAdmitted(boolean is) {
    return new InstanceFacts(virtualization, running, connected, Optional.of(is), old);
  }

  /** The same, of an instance of this kind. */
  public InstanceFacts on(Virtualization kind) {
    return new InstanceFacts(Optional.of(kind), running, connected, admitted, old);
  }

  /** The same, of an instance that does not run. */
  public InstanceFacts stopped() {
    return new InstanceFacts(virtualization, false, connected, admitted, old);
  }

  /** The same, with a text that may be old. */
  public InstanceFacts withOldText() {
    return new InstanceFacts(virtualization, running, connected, admitted, true);
  }

  boolean isConnected() {
    return connected.orElse(false);
  }

  boolean isShut() {
    return !admitted.orElse(true);
  }
}
