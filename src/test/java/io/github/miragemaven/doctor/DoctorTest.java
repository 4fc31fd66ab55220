package io.github.miragemaven.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.RealTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class DoctorTest {

  @TempDir Path directory;

  private Optional<Path> grub = Optional.empty();

  @Test
  void reportsEverythingMissingOnBareMachine() throws Exception {
    Diagnosis diagnosis = examine();
    assertThat(diagnosis.toolchain()).isNotEmpty().noneMatch(Finding::found);
    assertThat(diagnosis.toolchain())
        .filteredOn(finding -> finding.tool().equals("mirage"))
        .singleElement()
        .satisfies(mirage -> assertThat(mirage.howToInstall()).contains("opam install mirage"));
    assertThat(diagnosis.targets()).isNotEmpty().noneMatch(Readiness::ready);
  }

  @Test
  void reportsVersionThatToolPrints() throws Exception {
    install("hugo", "echo 'hugo v0.111.3+extended linux/amd64 BuildDate=unknown'");
    assertThat(examine().generators())
        .filteredOn(Finding::found)
        .singleElement()
        .satisfies(
            hugo -> {
              assertThat(hugo.tool()).isEqualTo("hugo");
              assertThat(hugo.version()).contains("0.111.3+extended");
            });
  }

  @Test
  void listsEveryGenerator() throws Exception {
    assertThat(examine().generators())
        .extracting(Finding::tool)
        .containsExactly("jekyll", "bundle", "rake", "hugo", "eleventy", "node", "npm");
  }

  @Test
  void reportsToolThatDoesNotRunAsMissing() throws Exception {
    install("mirage", "exit 127");
    assertThat(examine().toolchain()).noneMatch(Finding::found);
  }

  @Test
  void targetUnixNeedsNoSolo5() throws Exception {
    for (String tool : List.of("mirage", "ocaml", "dune", "make", "opam")) {
      install(tool, "echo 1.2.3");
    }
    Diagnosis diagnosis = examine();
    assertThat(diagnosis.targets())
        .filteredOn(Readiness::ready)
        .extracting(Readiness::target)
        .containsExactly("unix");
    assertThat(diagnosis.targets())
        .filteredOn(target -> target.target().equals("xen"))
        .singleElement()
        .satisfies(
            xen ->
                assertThat(xen.missing())
                    .containsExactly("solo5-elftool", "ocaml-solo5", "GRUB 2 for BIOS"));
  }

  @Test
  void mirage4NeedsOpamMonorepo() throws Exception {
    for (String tool : List.of("ocaml", "dune", "make", "opam")) {
      install(tool, "echo 1.2.3");
    }
    install("mirage", "echo 4.11.1");
    assertThat(missing("unix")).containsExactly("opam-monorepo");
    install("opam-monorepo", "echo 0.4.3");
    assertThat(missing("unix")).isEmpty();
  }

  /** The answer of opam 2.1.2 without a root. */
  @Test
  void opamMustBeInitialized() throws Exception {
    for (String tool : List.of("ocaml", "dune", "make", "mirage")) {
      install(tool, "echo 1.2.3");
    }
    install("opam", "[ $1 = --version ] && echo 2.1.2 || { echo '[ERROR] Opam'; exit 50; }");
    assertThat(missing("unix")).containsExactly("opam root");
  }

  /** The answer of findlib 1.9.8 without ocaml-solo5. */
  @Test
  void compilerForSolo5MustBeInstalled() throws Exception {
    install("ocamlfind", "echo 'ocamlfind: [WARNING] Undefined toolchain: solo5' >&2; echo 4.14.2");
    assertThat(missing("hvt")).contains("ocaml-solo5");
    install("ocamlfind", "echo 4.14.2");
    assertThat(missing("hvt")).doesNotContain("ocaml-solo5");
  }

  @Test
  void realOpamWithoutARootIsNotReady() throws Exception {
    Path opam = RealTool.require("opam", "opam").program();
    install("opam", "OPAMROOT=" + directory + "/root exec " + opam + " \"$@\"");
    assertThat(examine().toolchain())
        .filteredOn(Finding::found)
        .extracting(Finding::tool)
        .containsExactly("opam");
  }

  private List<String> missing(String target) throws InterruptedException {
    return examine().targets().stream()
        .filter(readiness -> readiness.target().equals(target))
        .findFirst()
        .orElseThrow()
        .missing();
  }

  @Test
  void findsBootLoader() throws Exception {
    assertThat(examine().loaders())
        .singleElement()
        .satisfies(
            grub -> {
              assertThat(grub.found()).isFalse();
              assertThat(grub.howToInstall()).contains("apt-get install grub-pc-bin");
            });
    grub = Optional.of(Path.of("/usr/lib/grub/i386-pc"));
    assertThat(examine().loaders())
        .containsExactly(
            new Finding(
                "GRUB 2 for BIOS",
                true,
                Optional.of("/usr/lib/grub/i386-pc"),
                examine().loaders().get(0).howToInstall()));
  }

  @Test
  void findsSshForBuildHosts() throws Exception {
    assertThat(examine().uploaders())
        .singleElement()
        .satisfies(
            ssh -> {
              assertThat(ssh.tool()).isEqualTo("ssh");
              assertThat(ssh.found()).isFalse();
              assertThat(ssh.howToInstall())
                  .contains("apt-get install openssh-client")
                  .contains("dnf install openssh-clients")
                  .contains("Windows");
            });
    install("ssh", "echo 'OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17 1 Jul 2025' >&2");
    assertThat(examine().uploaders())
        .singleElement()
        .satisfies(
            ssh -> {
              assertThat(ssh.found()).isTrue();
              assertThat(ssh.version()).contains("9.2p1");
            });
  }

  private Diagnosis examine() throws InterruptedException {
    Programs programs = Programs.of(Map.of("PATH", directory.toString()));
    return new Doctor(programs, new CommandRunner(new RecordedProgress()), List.of(), grub)
        .examine(directory);
  }

  private void install(String name, String script) throws Exception {
    Path tool = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
