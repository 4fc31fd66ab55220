package io.github.miragemaven.kernel;

/** The {@code VirtualizationType} of an AMI. */
public enum Virtualization {
  /** Xen PV: PV-GRUB loads the kernel, which uses hypercalls only. */
  PARAVIRTUAL,
  /** Hardware virtualization: a virtual PC that boots from its disk. */
  HVM
}
