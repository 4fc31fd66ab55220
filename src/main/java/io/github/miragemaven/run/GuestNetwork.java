package io.github.miragemaven.run;

/**
 * What a guest's network interface is attached to.
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
