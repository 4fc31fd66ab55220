package io.github.miragemaven.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.miragemaven.kernel.ArchiveSupport;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.kernel.KernelKind;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of the kernels that {@code -Dmirage.test.kernel=FILE:FILE...} names. */
@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(
    named = RealKernelsTest.KERNELS,
    matches = ".+",
    disabledReason = "for kernels of your own: -Dmirage.test.kernel=FILE")
@ExtendWith(RunningXen.class)
class RealKernelsTest {

  static final String KERNELS = "mirage.test.kernel";

  @TempDir Path directory;

  static Stream<Path> kernels() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty(KERNELS))
        .map(Path::of);
  }

  /** The site's unikernel listens after it has read the index of the archive. */
  @ParameterizedTest
  @MethodSource("kernels")
  void readsTheArchiveOnItsDisk(Path file, Dom0 xen) throws Exception {
    Kernel kernel = KernelInspector.inspect(file);
    assumeThat(kernel.kind()).as("only Xen starts " + file).isEqualTo(KernelKind.SOLO5_XEN);
    assumeThat(ArchiveSupport.isIn(kernel)).as("reads an archive").isTrue();
    Path image =
        TestImage.of(kernel, "--ipv4=10.0.0.2/24")
            .withSite(Path.of("src/it/quickstart/src/main/site"))
            .writtenTo(directory);
    Pattern end = Pattern.compile("listening on port|solo5_exit|Solo5: Halted");

    GuestRun run = xen.boot(Guest.hvm(image).withNetwork().until(end));

    assertThat(run.console().all()).contains("listening on port 80 of 10.0.0.2");
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void printsAFirstLine(Path file, Dom0 xen) throws Exception {
    Kernel kernel = KernelInspector.inspect(file);
    assumeThat(kernel.kind())
        .as("only Xen starts " + file)
        .isIn(KernelKind.XEN_PV, KernelKind.SOLO5_XEN);
    Path image = TestImage.of(kernel).writtenTo(directory);
    boolean pv = kernel.kind() == KernelKind.XEN_PV;
    // A PV guest's loader prints on the same console before it.
    Pattern firstLine = Pattern.compile((pv ? "Booting `Blog'\n\\s*" : "") + "\\S.*\n");

    GuestRun run = xen.boot((pv ? Guest.pv(image) : Guest.hvm(image)).until(firstLine));

    assertThat(run.console().all()).containsPattern(firstLine).doesNotContain("error: ");
  }
}
