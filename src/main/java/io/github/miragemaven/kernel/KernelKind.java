package io.github.miragemaven.kernel;

import java.util.Optional;

/** The kinds of kernel, distinguished by what can boot them. */
public enum KernelKind {
  /** Mini-OS as a Xen PV guest: target {@code xen} up to Mirage 3.8. */
  XEN_PV("Xen PV (Mini-OS)"),
  /** Solo5 as a Xen PVH guest with a Multiboot header: target {@code xen} since Mirage 3.9. */
  SOLO5_XEN("Solo5 Xen"),
  /** A Xen PVH guest without a Multiboot header: Solo5 Xen before 0.6.8. */
  XEN_PVH("Xen PVH"),
  /** Solo5 with virtio devices: target {@code virtio}. */
  SOLO5_VIRTIO("Solo5 virtio"),
  /** Solo5 in its hardware virtualized tender: target {@code hvt}. */
  SOLO5_HVT("Solo5 hvt"),
  /** Solo5 in its sandboxed process tender: target {@code spt}. */
  SOLO5_SPT("Solo5 spt"),
  /** Solo5 on the Muen separation kernel: target {@code muen}. */
  SOLO5_MUEN("Solo5 Muen"),
  /** Solo5 on the Genode framework: target {@code genode}. */
  SOLO5_GENODE("Solo5 Genode"),
  /** Unikraft: targets {@code unikraft-qemu} and {@code unikraft-firecracker}. */
  UNIKRAFT("Unikraft"),
  /** A kernel that is identified only by its Multiboot header. */
  MULTIBOOT("Multiboot"),
  /** A program of the operating system: target {@code unix}. */
  EXECUTABLE("Unix");

  private final String title;

  KernelKind(String title) {
    this.title = title;
  }

  /** Returns the name, as in "a Solo5 hvt kernel". */
  public String title() {
    return title;
  }

  /** Returns the name with article and noun: "a Solo5 hvt kernel", "a Unix program". */
  public String description() {
    return "a " + title + (this == EXECUTABLE ? " program" : " kernel");
  }

  /** Returns the virtualization type with which EC2 boots it; empty if EC2 cannot boot it. */
  public Optional<Virtualization> ec2() {
    return switch (this) {
      case XEN_PV -> Optional.of(Virtualization.PARAVIRTUAL);
      case SOLO5_XEN -> Optional.of(Virtualization.HVM);
      default -> Optional.empty();
    };
  }

  /**
   * Returns whether all kernels of this kind have a Multiboot header, with which GRUB and QEMU boot
   * them.
   */
  public boolean multiboot() {
    return this == SOLO5_XEN || this == SOLO5_VIRTIO || this == MULTIBOOT;
  }

  /** Returns whether {@code mirage:run} supports it. */
  boolean runsHere() {
    return this != SOLO5_MUEN && this != SOLO5_GENODE && this != UNIKRAFT;
  }
}
