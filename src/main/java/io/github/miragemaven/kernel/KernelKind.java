package io.github.miragemaven.kernel;

import java.util.Optional;

/** The kinds of kernel that MirageOS builds, and their like, by what can boot them. */
public enum KernelKind {
  /** Mini-OS as a Xen PV guest: {@code xen} of Mirage up to 3.8. */
  XEN_PV("Xen PV (Mini-OS)"),
  /** Solo5 as a Xen PVH guest with a Multiboot header too: {@code xen} of Mirage from 3.9. */
  SOLO5_XEN("Solo5 Xen"),
  /** A Xen PVH guest that no boot loader can start: Solo5 Xen before 0.6.8. */
  XEN_PVH("Xen PVH"),
  /** Solo5 on virtio devices: {@code virtio}. */
  SOLO5_VIRTIO("Solo5 virtio"),
  /** Solo5 in its hardware virtualized tender: {@code hvt}. */
  SOLO5_HVT("Solo5 hvt"),
  /** Solo5 in its sandboxed process tender: {@code spt}. */
  SOLO5_SPT("Solo5 spt"),
  /** Solo5 on the Muen separation kernel: {@code muen}. */
  SOLO5_MUEN("Solo5 Muen"),
  /** Solo5 on the Genode framework: {@code genode}. */
  SOLO5_GENODE("Solo5 Genode"),
  /** Unikraft: {@code unikraft-qemu} and {@code unikraft-firecracker}. */
  UNIKRAFT("Unikraft"),
  /** A kernel that says nothing of itself but that a Multiboot loader can start it. */
  MULTIBOOT("Multiboot"),
  /** An ordinary program of the operating system: {@code unix}. */
  EXECUTABLE("Unix");

  private final String title;

  KernelKind(String title) {
    this.title = title;
  }

  /** Its name, as in "a Solo5 hvt kernel". */
  public String title() {
    return title;
  }

  /** Its name with article and noun: "a Solo5 hvt kernel", "a Unix program". */
  public String description() {
    return "a " + title + (this == EXECUTABLE ? " program" : " kernel");
  }

  /** How EC2 boots it; empty if EC2 does not. */
  public Optional<Virtualization> ec2() {
    return switch (this) {
      case XEN_PV -> Optional.of(Virtualization.PARAVIRTUAL);
      case SOLO5_XEN -> Optional.of(Virtualization.HVM);
      default -> Optional.empty();
    };
  }

  /** Whether every kernel of this kind has a Multiboot header, for GRUB and QEMU to boot it by. */
  public boolean multiboot() {
    return this == SOLO5_XEN || this == SOLO5_VIRTIO || this == MULTIBOOT;
  }

  /** Whether {@code mirage:run} has a way to run it, on a machine that has what it takes. */
  boolean runsHere() {
    return this != SOLO5_MUEN && this != SOLO5_GENODE && this != UNIKRAFT;
  }
}
