package io.github.miragemaven.kernel;

/** How EC2 runs an instance of an image: its {@code VirtualizationType}. */
public enum Virtualization {
  /** Xen PV: the kernel is loaded by PV-GRUB and runs on the hypervisor's calls alone. */
  PARAVIRTUAL,
  /** A whole virtual PC, which boots from its disk. */
  HVM
}
