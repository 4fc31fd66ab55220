package io.github.miragemaven.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** How QEMU executes a guest's instructions. */
public enum Accelerator {
  /** KVM if it is available and works, otherwise emulation. */
  AUTO,
  /** Hardware virtualization with Linux's KVM. */
  KVM,
  /** Emulation by QEMU's Tiny Code Generator. */
  TCG;

  private static final Path DEVICE = Path.of("/dev/kvm");

  /** Returns whether this machine has KVM and this user may access it. */
  static boolean hasKvm() {
    return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
  }
}
