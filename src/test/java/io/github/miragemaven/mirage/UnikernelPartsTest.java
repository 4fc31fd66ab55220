package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the OCaml tests in {@code src/test/unikernel/parts}: the supplied unikernel's modules that
 * need neither a network nor a disk, compiled with the system's OCaml.
 */
class UnikernelPartsTest {

  private static final Path TESTS = Path.of("src/test/unikernel/parts");
  private static final Path UNIKERNEL =
      Path.of("src/main/resources/io/github/miragemaven/mirage/unikernel");
  private static final List<String> MODULES =
      List.of(
          "accept_encoding.ml",
          "archive_index.ml",
          "byte_range.ml",
          "http.ml",
          "http_date.ml",
          "precondition.ml",
          "redirect.ml",
          "response.ml",
          "site.ml",
          "static_site.ml");
  private static final String PACKAGES =
      "ocaml-nox ocaml-dune ocaml-findlib libalcotest-ocaml-dev libptime-ocaml-dev";

  @TempDir Path directory;

  @Test
  void partsDoWhatTheirTestsState() throws Exception {
    RealTool dune = RealTool.require("dune", PACKAGES);
    RealTool ocamlfind = RealTool.require("ocamlfind", PACKAGES);
    if (ocamlfind.run(directory, "query", "alcotest", "ptime").exitCode() != 0) {
      throw RealTool.missing("OCaml has no alcotest or ptime: apt-get install " + PACKAGES);
    }
    try (Stream<Path> tests = Files.list(TESTS)) {
      copy(tests.toList());
    }
    copy(MODULES.stream().map(UNIKERNEL::resolve).toList());

    RealTool.Outcome outcome = dune.run(directory, "test", "--root", ".");

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("Test Successful");
  }

  private void copy(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.copy(file, directory.resolve(file.getFileName()));
    }
  }
}
