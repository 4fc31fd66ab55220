package io.github.miragemaven.local.machine;

import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Creates the machines of instances. */
@FunctionalInterface
public interface Machines {

  /**
   * Starts a machine.
   *
   * @throws IOException if the machine cannot be started
   */
  Machine start(Boot boot) throws IOException;

  /**
   * Uses QEMU for instances with hardware virtualization if it is on the PATH; other machines run
   * nothing.
   */
  static Machines ofThisMachine() {
    return boot -> {
      if (boot.instance().launch().image().paravirtual()) {
        return ScriptedMachine.showing(
            "Nothing runs here: a paravirtual AMI needs Xen; the region local emulates hvm alone.");
      }
      Optional<Path> qemu = Programs.ofThisProcess().find(QemuMachine.PROGRAM);
      if (qemu.isPresent()) {
        return QemuMachine.start(qemu.get(), boot);
      }
      return ScriptedMachine.showing(
          "Nothing runs here: %s is not on the PATH (apt-get install qemu-system-x86 | brew install qemu)."
              .formatted(QemuMachine.PROGRAM));
    };
  }
}
