package io.github.miragemaven.run;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Optional;

/**
 * The attachment of a guest's network interface.
 *
 * @param kind the kind of attachment
 * @param name the name of the tap interface or bridge; empty for the hypervisor's default
 */
public record GuestNetwork(Kind kind, String name) {

  /** The kinds of attachment. */
  public enum Kind {
    /** The hypervisor's default: in QEMU, user networking with a forwarded port. */
    DEFAULT,
    /** An existing tap interface of this machine. */
    TAP,
    /** An existing bridge of this machine. */
    BRIDGE
  }

  /**
   * Returns the tap interface or bridge that the user named, or else the hypervisor's default.
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
        .orElseGet(GuestNetwork::hypervisorDefault);
  }

  /** Returns the hypervisor's default. */
  public static GuestNetwork hypervisorDefault() {
    return new GuestNetwork(Kind.DEFAULT, "");
  }

  /** Returns an attachment to a tap interface. */
  public static GuestNetwork tap(String name) {
    return new GuestNetwork(Kind.TAP, name);
  }

  /** Returns an attachment to a bridge. */
  public static GuestNetwork bridge(String name) {
    return new GuestNetwork(Kind.BRIDGE, name);
  }
}
