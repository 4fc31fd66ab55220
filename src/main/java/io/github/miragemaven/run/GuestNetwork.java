package io.github.miragemaven.run;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Optional;

/**
 * The attachment of a guest's network interface.
 *
 * @param kind how it is attached
 * @param name the tap interface or the bridge; empty where there is none
 */
public record GuestNetwork(Kind kind, String name) {

  /** The ways to attach a network interface. */
  public enum Kind {
    /** The hypervisor's own choice: in QEMU, a network inside QEMU with a forwarded port. */
    OWN,
    /** A tap interface of this machine that is there already. */
    TAP,
    /** A bridge of this machine that is there already. */
    BRIDGE
  }

  /**
   * The tap interface or the bridge that the user named, or else the hypervisor's own choice.
   *
   * @throws UserFailureException if the user named both
   */
  public static GuestNetwork of(Optional<String> tap, Optional<String> bridge)
      throws UserFailureException {
    if (tap.isPresent() && bridge.isPresent()) {
      throw new UserFailureException(
          "mirage.run.tap is %s and mirage.run.bridge is %s, but a guest uses only one of them.%nSet only one."
              .formatted(tap.get(), bridge.get()));
    }
    return tap.map(GuestNetwork::tap)
        .or(() -> bridge.map(GuestNetwork::bridge))
        .orElseGet(GuestNetwork::own);
  }

  /** The hypervisor's own choice. */
  public static GuestNetwork own() {
    return new GuestNetwork(Kind.OWN, "");
  }

  /** A tap interface. */
  public static GuestNetwork tap(String name) {
    return new GuestNetwork(Kind.TAP, name);
  }

  /** A bridge. */
  public static GuestNetwork bridge(String name) {
    return new GuestNetwork(Kind.BRIDGE, name);
  }
}
