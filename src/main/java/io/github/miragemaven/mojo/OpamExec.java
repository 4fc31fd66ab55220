package io.github.miragemaven.mojo;

import java.util.List;
import java.util.Optional;

/** The words that run a program of an opam switch. */
final class OpamExec {

  private OpamExec() {}

  /** The words before the program; none where the switch is on the {@code PATH}. */
  static List<String> words(boolean opam, Optional<String> opamSwitch) {
    if (opamSwitch.isPresent()) {
      return List.of("opam", "exec", "--switch=" + opamSwitch.get(), "--");
    }
    return opam ? List.of("opam", "exec", "--") : List.of();
  }
}
