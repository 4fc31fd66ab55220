package io.github.miragemaven.run;

import java.util.regex.Pattern;

/**
 * How a Solo5 guest says that it has failed. Its hypervisor's exit code does not tell: QEMU ends
 * with 0 whatever the guest's status (Solo5's bindings: exit.c, abort.c, cpu_x86_64.c).
 */
final class Solo5Exit {

  private static final Pattern FAILURE =
      Pattern.compile(
          "Solo5: (solo5_exit\\((?!0\\)).*\\) called|solo5_abort\\(\\) called|ABORT: .*|trap: .*)");

  private Solo5Exit() {}

  /** Whether a line on the console says so. */
  static boolean isFailure(String line) {
    return FAILURE.matcher(line.strip()).find();
  }
}
