package io.github.miragemaven.bios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.xen.GuestRun;
import io.github.miragemaven.xen.TestImage;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of the kernels that {@code -Dmirage.test.kernel=FILE:FILE...} names. */
@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(
    named = RealKernelsBootTest.KERNELS,
    matches = ".+",
    disabledReason = "for kernels of your own: -Dmirage.test.kernel=FILE")
class RealKernelsBootTest {

  static final String KERNELS = "mirage.test.kernel";

  private static final Pattern FIRST_LINE = Pattern.compile("Starting the kernel\n\\s*\\S.*\n");

  @TempDir Path directory;

  static Stream<Path> kernels() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty(KERNELS))
        .map(Path::of);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void printsAFirstLine(Path file) throws Exception {
    Kernel kernel = KernelInspector.inspect(file);
    assumeThat(kernel.kind())
        .as("only a PC starts " + file)
        .isIn(KernelKind.SOLO5_VIRTIO, KernelKind.MULTIBOOT);
    Path image = TestImage.of(kernel).writtenTo(directory);
    GuestRun.Text printed = new BiosMachine(directory).bootUntil(FIRST_LINE, image);
    assertThat(printed.all()).containsPattern(FIRST_LINE).doesNotContain("error: ");
  }
}
