package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.CommandFailedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains failures of {@code mirage}, {@code make} and {@code opam}, and how to fix them. */
final class ToolFailures {

  /** A text in a tool's output, its cause and remedy, and whether the cause is on this machine. */
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
              "opam is not initialized on this machine.",
              "Run: opam init && opam install mirage."),
          Symptom.ofMachine(
              "selected switch (\\S+) is not installed|No switch is currently set|"
                  + "The current switch is not|has no switch",
              "opam has no such switch.",
              "Run opam switch list, and set <opamSwitch> (-Dmirage.opamSwitch=...)."),
          Symptom.ofMachine(
              "mirage'?: (command )?not found|Command not found '?mirage|exec.*\"?mirage\"?.*No"
                  + " such",
              "The opam switch has no mirage.",
              "Run: opam install mirage, or set another switch in <opamSwitch>."),
          Symptom.ofMachine(
              "run\\s+\\['dune'[^\\]]*\\]:\\s+No such file|dune: (command )?not found",
              "dune is not on the PATH.",
              "Run: opam install dune, or let opam find it: -Dmirage.opam."),
          Symptom.ofMachine(
              "Program ocamlc not found",
              "dune found no OCaml compiler on the PATH.",
              "Enter the opam switch (eval $(opam env)), or let opam do it: -Dmirage.opam."),
          Symptom.ofMachine(
              "Library \"(mirage|functoria)\" not found|Package `mirage' not found",
              "The compiler cannot find the mirage library: the opam environment is not set.",
              "Enter the opam switch (eval $(opam env)), or let opam do it: -Dmirage.opam."),
          Symptom.ofMachine(
              "mft_abi\\.h: No such file|ocaml-solo5.*not found|toolchain solo5.*not",
              "The cross compiler for Solo5 is not installed.",
              "Run: opam install ocaml-solo5, or set <target>unix</target>"
                  + " (-Dmirage.target=unix) to try the unikernel here."),
          Symptom.ofProject(
              "Another Dune instance is currently"
                  + " running|has\\s+locked\\s+the\\s+build\\s+directory",
              "Another dune process, perhaps of a killed build, works in the same directory.",
              "Wait for its end, or end it: pkill dune. Then run Maven again."),
          Symptom.ofMachine(
              "opam: (command )?not found",
              "make found no opam, which fetches the dependencies.",
              "Install it (Debian: apt-get install opam; opam init)."),
          Symptom.ofProject(
              "Library \"([^\"]+)\" not found|[Pp]ackage [`']([^']+)' not found",
              "The library %s is missing.",
              "Fetch the dependencies: -Dmirage.depends=always."),
          Symptom.ofProject(
              "invalid\\s+value\\s+\\S+?\\s*expected\\s+one\\s+of",
              "This version of mirage rejects one of the values.",
              "Change <target> (-Dmirage.target=...) or the key in <keys>."),
          Symptom.ofProject(
              "unknown\\s+option\\s+[`'‘]?(-[^\\s,.'’]+)",
              "This version of mirage does not have the option %s for this unikernel.",
              "Remove or change it in <keys>."),
          Symptom.ofMachine(
              "exception Stack overflow",
              "The compiler's stack is too small to compile the site into the kernel.",
              "Remove large files from the site. For unix, raise the hard limit (ulimit -H -s); for"
                  + " Solo5 and Xen, set <OCAMLRUNPARAM>l=1G</OCAMLRUNPARAM> in <environment>."),
          Symptom.ofProject(
              "Version\\s+mismatch:\\s+required\\s+is\\s+mirage",
              "The first line of config.ml requires another version of mirage.",
              "Change that line, or install the required version."));

  private ToolFailures() {}

  /** The failure for a program that is not on the {@code PATH}. */
  static ToolchainException missing(String program) {
    String how =
        switch (program) {
          case "mirage" ->
              "Install MirageOS (opam install mirage) and enter its switch (eval $(opam env)), or"
                  + " let opam find it: -Dmirage.opam.";
          case "opam" -> "Install it (Debian: apt-get install opam), then run opam init.";
          case "strip" -> "Install GNU binutils (Debian: apt-get install binutils).";
          default -> "Install GNU make (Debian: apt-get install make).";
        };
    return new ToolchainException(
        "There is no %s on the PATH, which building the unikernel requires.\n%s\n%s"
            .formatted(program, how, ToolchainException.WITHOUT_TOOLCHAIN));
  }

  /** Explains a tool's failure to the user, with the tool's last lines. */
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
                "%s%s\n%s%s"
                    .formatted(
                        why, symptom.remedy(), ToolchainException.WITHOUT_TOOLCHAIN, tail(failure)),
                failure)
            : new MirageException(why + symptom.remedy() + tail(failure), failure);
      }
    }
    return new MirageException(
        "%s in %s%s%s"
            .formatted(
                what,
                layout.shown(layout.directory()),
                failure.exitCode() < 0
                    ? ": " + failure.getMessage() + "."
                    : " with exit code " + failure.exitCode() + ".",
                tail(failure)),
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
