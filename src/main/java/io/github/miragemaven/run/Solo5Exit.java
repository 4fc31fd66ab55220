package io.github.miragemaven.run;

import java.util.regex.Pattern;

/**
 * Detects failures of Solo5 guests on their console (Solo5's bindings: exit.c, abort.c,
 * cpu_x86_64.c), since QEMU exits with 0 whatever the guest's status.
 */
final class Solo5Exit {

  private static final Pattern FAILURE =
      Pattern.compile(
          "Solo5: (solo5_exit\\((?!0\\)).*\\) called|solo5_abort\\(\\) called|ABORT: .*|trap: .*)");

  private Solo5Exit() {}

  /** Returns whether a console line reports a failure. */
  static boolean isFailure(String line) {
    return FAILURE.matcher(line.strip()).find();
  }
}
