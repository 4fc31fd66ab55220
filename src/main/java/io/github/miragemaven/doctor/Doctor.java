package io.github.miragemaven.doctor;

import io.github.miragemaven.image.grub.GrubParts;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the tools and their versions, and determines what each target still needs. */
public final class Doctor {

  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+[-+~.\\w]*");

  /** The boot loader in the images of the targets xen and virtio. */
  private static final String GRUB = "GRUB 2 for BIOS";

  private static final List<Tool> TOOLCHAIN =
      List.of(
          Tool.MAKE,
          Tool.OPAM,
          Tool.OPAM_ROOT,
          Tool.OPAM_MONOREPO,
          Tool.OCAML,
          Tool.DUNE,
          Tool.MIRAGE,
          Tool.SOLO5,
          Tool.OCAML_SOLO5);
  private static final List<Tool> RUNNERS =
      List.of(Tool.SOLO5_HVT, Tool.SOLO5_SPT, Tool.QEMU, Tool.XL);
  private static final List<Tool> GENERATORS =
      List.of(Tool.JEKYLL, Tool.BUNDLE, Tool.RAKE, Tool.HUGO, Tool.ELEVENTY, Tool.NODE, Tool.NPM);

  private static final List<Tool> UPLOADERS = List.of(Tool.SSH);

  private final Programs programs;
  private final CommandRunner runner;
  private final List<String> opamExec;
  private final Optional<Path> grub;

  /**
   * Looks for tools on this {@code PATH}.
   *
   * @param opamExec the command prefix for programs of an opam switch, {@code opam exec --}; empty
   *     if the switch is on the {@code PATH}
   * @param grub the directory of GRUB's files for BIOS, if installed
   */
  public Doctor(
      Programs programs, CommandRunner runner, List<String> opamExec, Optional<Path> grub) {
    this.programs = programs;
    this.runner = runner;
    this.opamExec = List.copyOf(opamExec);
    this.grub = grub;
  }

  /** Examines this machine, with the given working directory for the tools. */
  public Diagnosis examine(Path directory) throws InterruptedException {
    Map<Tool, Finding> findings = new LinkedHashMap<>();
    for (Tool tool :
        Stream.of(TOOLCHAIN, RUNNERS, GENERATORS, UPLOADERS)
            .flatMap(List::stream)
            .distinct()
            .toList()) {
      findings.put(tool, find(tool, directory));
    }
    Finding loader = grub();
    return new Diagnosis(
        TOOLCHAIN.stream().map(findings::get).toList(),
        List.of(loader),
        RUNNERS.stream().map(findings::get).toList(),
        GENERATORS.stream().map(findings::get).toList(),
        UPLOADERS.stream().map(findings::get).toList(),
        targets(findings, loader));
  }

  /** GRUB's files for BIOS are not a program, so there is no version to ask for. */
  private Finding grub() {
    return new Finding(GRUB, grub.isPresent(), grub.map(Path::toString), GrubParts.HOW_TO_INSTALL);
  }

  private Finding find(Tool tool, Path directory) throws InterruptedException {
    List<String> words = new ArrayList<>();
    if (tool.inSwitch() && !opamExec.isEmpty()) {
      words.addAll(opamExec);
      words.add(tool.program());
    } else {
      programs.find(tool.program()).map(Path::toString).ifPresent(words::add);
    }
    if (words.isEmpty()) {
      return new Finding(tool.name(), false, Optional.empty(), tool.howToInstall());
    }
    words.addAll(tool.arguments());
    try {
      List<String> answer = runner.capture(Command.of(directory, words));
      // For a missing toolchain, ocamlfind prints a warning and runs the native compiler.
      boolean found = answer.stream().noneMatch(line -> line.contains("Undefined toolchain"));
      return new Finding(
          tool.name(), found, found ? version(answer) : Optional.empty(), tool.howToInstall());
    } catch (CommandFailedException e) {
      // Some tools, such as solo5-elftool 0.12, print their version and exit with 1.
      Optional<String> version = e.exitCode() == 1 ? version(e.lastLines()) : Optional.empty();
      return new Finding(tool.name(), version.isPresent(), version, tool.howToInstall());
    }
  }

  private static Optional<String> version(List<String> answer) {
    return answer.stream()
        .map(VERSION::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  private static List<Readiness> targets(Map<Tool, Finding> findings, Finding loader) {
    List<Tool> all =
        new ArrayList<>(
            List.of(Tool.MIRAGE, Tool.OCAML, Tool.DUNE, Tool.MAKE, Tool.OPAM, Tool.OPAM_ROOT));
    if (findings
        .get(Tool.MIRAGE)
        .version()
        .filter(version -> version.startsWith("4"))
        .isPresent()) {
      all.add(Tool.OPAM_MONOREPO);
    }
    List<Tool> solo5 =
        Stream.concat(all.stream(), Stream.of(Tool.SOLO5, Tool.OCAML_SOLO5)).toList();
    return List.of(
        readiness(findings, "xen", solo5, Tool.XL).with(loader),
        readiness(findings, "virtio", solo5, Tool.QEMU).with(loader),
        readiness(findings, "hvt", solo5, Tool.SOLO5_HVT),
        readiness(findings, "spt", solo5, Tool.SOLO5_SPT),
        readiness(findings, "unix", all));
  }

  private static Readiness readiness(
      Map<Tool, Finding> findings, String target, List<Tool> toBuild, Tool... toRun) {
    return new Readiness(target, missing(findings, toBuild), missing(findings, List.of(toRun)));
  }

  private static List<String> missing(Map<Tool, Finding> findings, List<Tool> needed) {
    return needed.stream().filter(tool -> !findings.get(tool).found()).map(Tool::name).toList();
  }
}
