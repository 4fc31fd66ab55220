package io.github.miragemaven.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the test kernels, whose binaries are checked in beside their sources. */
class TinyKernelsTest {

  private static final Path SOURCES = Path.of("src/test/kernels").toAbsolutePath();

  /** The compiler of the checked-in kernels; others may generate different code. */
  private static final String COMPILER = "gcc (Debian 12.2.0";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"xen-pv", "multiboot"})
  void kernelIsWhatItsSourceAssemblesTo(String name) throws Exception {
    assertBuilds(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xen-hvm", "http"})
  void kernelIsWhatItsSourceCompilesTo(String name) throws Exception {
    requireCompiler();
    assertBuilds(name);
  }

  @ParameterizedTest
  @CsvSource({
    "xen-pv, XEN_PV",
    "xen-hvm, SOLO5_XEN",
    "multiboot, MULTIBOOT",
    "http, MULTIBOOT",
  })
  void kernelIsOfItsKind(String name, KernelKind kind) throws Exception {
    assertThat(KernelInspector.inspect(unpacked(name)).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multiboot", "xen-hvm", "http"})
  void kernelIsAMultibootOneToGrub2(String name) throws Exception {
    RealTool grubFile = RealTool.require("grub-file", "grub-common");
    run(grubFile, "--is-x86-multiboot", unpacked(name));
  }

  @Test
  void multibootKernelPrintsItsNameAndCommandLineAndStops() throws Exception {
    Path kernel = unpacked("multiboot");

    try (TinyMachine machine = TinyMachine.start(kernel, "hello world")) {
      assertThat(machine.linesToTheEnd())
          .containsExactly(
              "mirage-maven-plugin tiny Multiboot kernel",
              "command line: " + kernel + " hello world");
    }
  }

  @Test
  void xenHvmKernelReportsMissingXenAndStops() throws Exception {
    try (TinyMachine machine = TinyMachine.start(unpacked("xen-hvm"), "hello world")) {
      assertThat(machine.linesToTheEnd())
          .containsExactly("mirage-maven-plugin tiny Xen HVM kernel: no Xen here");
    }
  }

  private void assertBuilds(String name) throws Exception {
    RealTool make = RealTool.require("make", "make");
    RealTool.require("as", "binutils");
    Path kernel = directory.resolve(name + ".elf");
    Path between = directory.resolve("build");

    run(make, "-C", SOURCES, "OUT=" + directory, "BUILD=" + between, kernel);

    assertThat(kernel).hasBinaryContent(SampleKernels.tiny(name + ".elf"));
  }

  private void requireCompiler() throws Exception {
    RealTool gcc = RealTool.require("gcc", "gcc");
    String version = gcc.run(directory, "--version").text().lines().findFirst().orElse("");
    if (!version.startsWith(COMPILER)) {
      throw RealTool.missing(
          "This compiler, "
              + version
              + ", may make other bytes than Debian 12's, the checked-in ones");
    }
  }

  private void run(RealTool tool, Object... arguments) throws Exception {
    RealTool.Outcome outcome = tool.run(directory, arguments);
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
  }

  private Path unpacked(String name) throws Exception {
    return Files.write(directory.resolve(name + ".elf"), SampleKernels.tiny(name + ".elf"));
  }
}
