package io.github.miragemaven.mojo;

import java.util.List;
import java.util.Optional;

/** Builds the command line prefix that runs a program in an opam switch. */
final class OpamExec {

  private OpamExec() {}

  /** The words before the program; none if the user does not use {@code opam exec}. */
  static List<String> words(boolean opam, Optional<String> opamSwitch) {
    if (opamSwitch.isPresent()) {
      return List.of("opam", "exec", "--switch=" + opamSwitch.get(), "--");
    }
    return opam ? List.of("opam", "exec", "--") : List.of();
  }
}
