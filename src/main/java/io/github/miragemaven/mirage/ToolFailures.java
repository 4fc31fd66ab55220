package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.CommandFailedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a failure of {@code mirage}, {@code make} or {@code opam} means, and what mends it. */
final class ToolFailures {

  /** A text that tools print, what it means, and whether the machine is to blame. */
  private record Symptom(Pattern text, boolean machine, String why, String remedy) {

    static Symptom ofMachine(String regex, String why, String remedy) {
      return new Symptom(Pattern.compile(regex), true, why, remedy);
    }

    static Symptom ofProject(String regex, String why, String remedy) {
      return new Symptom(Pattern.compile(regex), false, why, remedy);
    }
  }

  private static final List<Symptom> SYMPTOMS =
      List.of(
          Symptom.ofMachine(
              "Opam has not been initialised",
              "opam has no switches on this machine yet.",
              "Run: opam init && opam install mirage."),
          Symptom.ofMachine(
              "selected switch (\\S+) is not installed|No switch is currently set|"
                  + "The current switch is not|has no switch",
              "opam has no such switch.",
              "See opam switch list, and set <opamSwitch> (-Dmirage.opamSwitch=...)."),
          Symptom.ofMachine(
              "mirage'?: (command )?not found|Command not found '?mirage|exec.*\"?mirage\"?.*No"
                  + " such",
              "The opam switch has no mirage.",
              "Run: opam install mirage, or name another switch in <opamSwitch>."),
          Symptom.ofMachine(
              "run\\s+\\['dune'[^\\]]*\\]:\\s+No such file|dune: (command )?not found",
              "dune is not on the PATH.",
              "Run: opam install dune, or let opam find it: -Dmirage.opam."),
          Symptom.ofMachine(
              "Program ocamlc not found",
              "dune finds no OCaml compiler on the PATH.",
              "Enter the opam switch (eval $(opam env)), or let opam do it: -Dmirage.opam."),
          Symptom.ofMachine(
              "Library \"(mirage|functoria)\" not found|Package `mirage' not found",
              "The compiler does not see the mirage library, so the opam environment is not set.",
              "Enter the opam switch (eval $(opam env)), or let opam do it: -Dmirage.opam."),
          Symptom.ofMachine(
              "mft_abi\\.h: No such file|ocaml-solo5.*not found|toolchain solo5.*not",
              "The cross compiler for Solo5 is not installed.",
              "Run: opam install ocaml-solo5, or set <target>unix</target>"
                  + " (-Dmirage.target=unix) to try the unikernel here."),
          Symptom.ofMachine(
              "opam: (command )?not found",
              "make finds no opam, which fetches the dependencies.",
              "Install it (Debian: apt-get install opam; opam init)."),
          Symptom.ofProject(
              "Library \"([^\"]+)\" not found|[Pp]ackage [`']([^']+)' not found",
              "The library %s is not there.",
              "Have the dependencies fetched: -Dmirage.depends=always."),
          Symptom.ofProject(
              "invalid\\s+value\\s+\\S+?\\s*expected\\s+one\\s+of",
              "This mirage does not take one of the values it was given.",
              "Change <target> (-Dmirage.target=...) or the key in <keys>."),
          Symptom.ofProject(
              "unknown\\s+option\\s+[`'‘]?(-[^\\s,.'’]+)",
              "This mirage does not know the option %s for this unikernel.",
              "Change it in <keys>."),
          Symptom.ofMachine(
              "exception Stack overflow",
              "The site is compiled into the kernel, and the compiler has too small a stack for"
                  + " it.",
              "Run: ulimit -s unlimited, and Maven again; or keep large files out of the site."),
          Symptom.ofProject(
              "Version\\s+mismatch:\\s+required\\s+is\\s+mirage",
              "The first line of config.ml asks for another version of mirage.",
              "Change that line, or install the version that it asks for."));

  private ToolFailures() {}

  /** What to say when a program is not on the {@code PATH}. */
  static ToolchainException missing(String program) {
    String how =
        switch (program) {
          case "mirage" ->
              "Install MirageOS (opam install mirage) and enter its switch (eval $(opam env)), or"
                  + " let opam find it: -Dmirage.opam.";
          case "opam" -> "Install it and set it up: Debian: apt-get install opam; then opam init.";
          default -> "Install GNU make: Debian: apt-get install make.";
        };
    return new ToolchainException(
        "There is no "
            + program
            + " on the PATH, and the unikernel is built with it.\n"
            + how
            + "\n"
            + ToolchainException.WITHOUT_TOOLCHAIN);
  }

  /** The failure of a tool in words for the user, with the tool's last lines. */
  static FailureException explain(
      List<String> words, CommandFailedException failure, UnikernelLayout layout) {
    String output = String.join("\n", failure.lastLines());
    String what = String.join(" ", words) + " failed";
    for (Symptom symptom : SYMPTOMS) {
      Matcher seen = symptom.text().matcher(output);
      if (seen.find()) {
        String why = what + ": " + symptom.why().formatted(firstGroup(seen)) + "\n";
        return symptom.machine()
            ? new ToolchainException(
                why
                    + symptom.remedy()
                    + "\n"
                    + ToolchainException.WITHOUT_TOOLCHAIN
                    + tail(failure),
                failure)
            : new MirageException(why + symptom.remedy() + tail(failure), failure);
      }
    }
    return new MirageException(
        what
            + " in "
            + layout.shown(layout.directory())
            + (failure.exitCode() < 0
                ? ": " + failure.getMessage() + "."
                : " with exit code " + failure.exitCode() + ".")
            + tail(failure),
        failure);
  }

  private static String firstGroup(Matcher seen) {
    for (int group = 1; group <= seen.groupCount(); group++) {
      if (seen.group(group) != null) {
        return seen.group(group);
      }
    }
    return "";
  }

  private static String tail(CommandFailedException failure) {
    return failure.lastLines().isEmpty()
        ? ""
        : "\nIts last lines were:\n  " + String.join("\n  ", failure.lastLines());
  }
}
