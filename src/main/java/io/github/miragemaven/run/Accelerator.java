package io.github.miragemaven.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How QEMU executes a guest's instructions. */
public enum Accelerator {
  /** KVM where it is and works, else emulation. */
  AUTO,
  /** The processor itself, through Linux's KVM. */
  KVM,
  /** QEMU's own emulation, its Tiny Code Generator. */
  TCG;

  private static final Path DEVICE = Path.of("/dev/kvm");

  /**
   * The accelerator of that name, in any case of letters.
   *
   * @throws RunException for a name that is none
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

  /** Whether this machine has KVM, open to this user. */
  static boolean hasKvm() {
    return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
  }
}
