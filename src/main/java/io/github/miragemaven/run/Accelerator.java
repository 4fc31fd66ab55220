package io.github.miragemaven.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How QEMU executes a guest's instructions. */
public enum Accelerator {
  /** KVM if it is available and works, otherwise emulation. */
  AUTO,
  /** Hardware virtualization with Linux's KVM. */
  KVM,
  /** Emulation by QEMU's Tiny Code Generator. */
  TCG;

  private static final Path DEVICE = Path.of("/dev/kvm");

  /**
   * Returns the accelerator with this name, ignoring case.
   *
   * @throws RunException if there is no such accelerator
   */
  public static Accelerator parse(String name) throws RunException {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new RunException(
          "<accelerator> is '%s'.%nSet it to auto, kvm or tcg (-Dmirage.run.accelerator=...)."
              .formatted(name));
    }
  }

  /** Returns whether this machine has KVM and this user may access it. */
  static boolean hasKvm() {
    return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
  }
}
