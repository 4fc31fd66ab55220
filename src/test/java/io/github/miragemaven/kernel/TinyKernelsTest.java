package io.github.miragemaven.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The project's own two kernels, checked in as bytes beside their sources. */
class TinyKernelsTest {

  private static final Path SOURCES = Path.of("src/test/kernels").toAbsolutePath();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"xen-pv", "multiboot"})
  void kernelIsWhatItsSourceAssemblesTo(String name) throws Exception {
    RealTool as = RealTool.require("as", "binutils");
    RealTool ld = RealTool.require("ld", "binutils");
    Path object = directory.resolve(name + ".o");
    Path kernel = directory.resolve(name + ".elf");

    run(as, "--64", "-o", object, SOURCES.resolve(name + ".S"));
    run(
        ld,
        "-m",
        "elf_x86_64",
        "-n",
        "-s",
        "--build-id=none",
        "-T",
        SOURCES.resolve(name + ".lds"),
        "-o",
        kernel,
        object);

    assertThat(kernel).hasBinaryContent(SampleKernels.tiny(name + ".elf"));
  }

  @Test
  void xenKernelIsParavirtual() throws Exception {
    assertThat(KernelInspector.inspect(unpacked("xen-pv.elf")).kind()).isEqualTo(KernelKind.XEN_PV);
  }

  @Test
  void multibootKernelHasAMultibootHeaderAndNothingElse() throws Exception {
    assertThat(KernelInspector.inspect(unpacked("multiboot.elf")).kind())
        .isEqualTo(KernelKind.MULTIBOOT);
  }

  @Test
  void multibootKernelIsOneToGrub2() throws Exception {
    RealTool grubFile = RealTool.require("grub-file", "grub-common");
    run(grubFile, "--is-x86-multiboot", unpacked("multiboot.elf"));
  }

  @Test
  void multibootKernelPrintsItsNameAndItsCommandLineAndStops() throws Exception {
    RealTool qemu = RealTool.require("qemu-system-x86_64", "qemu-system-x86");
    Path serial = directory.resolve("serial");
    Process machine =
        new ProcessBuilder(
                qemu.program().toString(),
                "-nodefaults",
                "-display",
                "none",
                "-accel",
                "tcg",
                "-serial",
                "file:" + serial,
                "-kernel",
                unpacked("multiboot.elf").toString(),
                "-append",
                "hello world")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("messages").toFile())
            .start();
    try {
      assertThat(machine.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      machine.destroyForcibly();
    }

    assertThat(machine.exitValue()).isZero();
    assertThat(serial)
        .hasContent(
            "mirage-maven-plugin tiny Multiboot kernel\r\n"
                + "command line: "
                + directory.resolve("multiboot.elf")
                + " hello world\r\n");
  }

  private void run(RealTool tool, Object... arguments) throws Exception {
    RealTool.Outcome outcome = tool.run(directory, arguments);
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
  }

  private Path unpacked(String name) throws IOException {
    return Files.write(directory.resolve(name), SampleKernels.tiny(name));
  }
}
