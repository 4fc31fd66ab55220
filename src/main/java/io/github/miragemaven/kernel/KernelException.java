package io.github.miragemaven.kernel;

import io.github.miragemaven.failure.UserFailureException;
import java.nio.file.Path;

/** Thrown when a file is not a kernel, or not one that can be booted where it is to run. */
public final class KernelException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  private static final String SET_KERNEL =
      "Set <kernel> (-Dmirage.kernel=…) to the ELF file that MirageOS builds";

  private static final String COPY_AGAIN = "Copy it again, or delete it and build again.";

  private KernelException(Path file, String problem, String nextStep) {
    super("The kernel " + file + " " + problem + "\n" + nextStep);
  }

  /** Returns the failure for a kernel of a kind that EC2 cannot boot. */
  public static KernelException notOnEc2(Kernel kernel) {
    if (kernel.kind().ec2().isPresent()) {
      throw new IllegalArgumentException("EC2 boots " + kernel);
    }
    String problem =
        "is "
            + kernel.kind().description()
            + (kernel.kind() == KernelKind.MULTIBOOT
                ? ", which is not known to boot on EC2."
                : ", which EC2 cannot boot.");
    if (kernel.kind() == KernelKind.XEN_PVH) {
      return new KernelException(
          kernel.file(),
          problem,
          "Build it with Solo5 0.6.8 or newer: its Xen kernels have the Multiboot header that"
              + " EC2 needs.");
    }
    String runHere = kernel.kind().runsHere() ? ", or run it here with mvn compile mirage:run" : "";
    return new KernelException(
        kernel.file(),
        problem,
        "Set <target>xen</target> (-Dmirage.target=xen) for EC2"
            + runHere
            + ".\nTo build such a kernel without an image, set -Dmirage.image.skip.");
  }

  static KernelException missing(Path file) {
    return new KernelException(
        file, "does not exist.", SET_KERNEL + ", or remove it to build one.");
  }

  static KernelException notAFile(Path file, String kind) {
    return new KernelException(file, "is " + kind + ", not a file.", SET_KERNEL + ".");
  }

  static KernelException empty(Path file) {
    return new KernelException(file, "is an empty file.", COPY_AGAIN);
  }

  static KernelException notElf(Path file, NotElf content) {
    return new KernelException(file, content.verdict(), content.advice());
  }

  static KernelException wrongArchitecture(Path file, String architecture) {
    return new KernelException(
        file,
        "is for " + architecture + "; only 64-bit x86 (x86_64) kernels are supported.",
        "Build it on an x86_64 machine, or set <kernel> (-Dmirage.kernel=…) to one that was.");
  }

  static KernelException notAProgram(Path file, String kind) {
    return new KernelException(file, "is " + kind + ", which cannot be booted.", SET_KERNEL + ".");
  }

  static KernelException unknownSolo5(Path file, String abiTarget) {
    return new KernelException(
        file,
        "is a Solo5 kernel for an unknown target (abi_target " + abiTarget + ").",
        "Set <target>xen</target> (-Dmirage.target=xen) and build again.");
  }

  static KernelException truncated(Path file, String part, long size) {
    return new KernelException(
        file, "is truncated: " + part + " is not within its " + size + " bytes.", COPY_AGAIN);
  }

  static KernelException damaged(Path file, String why) {
    return new KernelException(file, "is damaged: " + why + ".", COPY_AGAIN);
  }
}
