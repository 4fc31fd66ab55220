package io.github.miragemaven.instance.console;

/** Stages of a boot, in order. */
enum Stage {
  /** Nothing recognized was printed. */
  NOTHING,
  /** The firmware or hypervisor is running. */
  FIRMWARE,
  /** The boot loader is running. */
  LOADER,
  /** The boot loader failed. */
  LOADER_FAILED,
  /** The boot loader started the kernel. */
  HANDED_OVER,
  /** The kernel printed its banner. */
  KERNEL,
  /** The kernel sends DHCP requests. */
  ASKING,
  /** The kernel got a DHCP offer. */
  OFFERED,
  /** The kernel has an address. */
  ADDRESS,
  /** The kernel listens. */
  LISTENING,
  /** The kernel exited or crashed. */
  END
}
