package io.github.miragemaven.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.image.BootMenu;
import io.github.miragemaven.image.GrubLegacyMenu;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.tools.GrubLegacy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Partitioned images booted by the BIOS of hardware-virtualized guests, as on EC2. */
@Tag("boot")
@ExtendWith(RunningXen.class)
class HvmGuestTest {

  private static final String NAME = "mirage-maven-plugin tiny Xen HVM kernel";

  @TempDir Path directory;

  @Test
  void startsTheKernelWithItsArguments(Dom0 xen) throws Exception {
    Path image =
        image("--ipv4=10.0.0.2/24", "-l", "*:info", "--hello=good day", "a\"b\\c'd$e")
            .writtenTo(directory);

    GuestRun run = xen.boot(Guest.hvm(image));
    System.err.println(run);
    assertThat(run.console().lines()).contains(NAME);
    System.err.println(GrubLegacy.firstPartition(image).text(BootMenu.FILE));
    System.err.println(GrubLegacyMenu.read(GrubLegacy.firstPartition(image).text(BootMenu.FILE)));
  }

  @Test
  void raw(Dom0 xen) throws Exception {
    Path image = image("-a").uncompressed().withBlocksOf(1024).writtenTo(directory);

    GuestRun run = xen.boot(Guest.hvm(image));
    System.err.println(run);
    assertThat(run.console().lines()).contains(NAME);
  }

  @Test
  void kernelIsTrappedUnlessTheInterruptControllersAreMasked(Dom0 xen) throws Exception {
    Path image = image("--ipv4=10.0.0.2/24").writtenTo(directory);
    String disk = Files.readString(image, StandardCharsets.ISO_8859_1);
    String unmasked = disk.replaceAll("outb 0x(21|a1) 0xff", "              ");
    assertThat(unmasked).hasSameSizeAs(disk).isNotEqualTo(disk);
    Files.writeString(image, unmasked, StandardCharsets.ISO_8859_1);

    GuestRun run = xen.boot(Guest.hvm(image));
    System.err.println(run);
    assertThat(run.console().lines()).contains(NAME);
  }

  private static TestImage image(String... arguments) throws Exception {
    return TestImage.of(
        KernelInspector.inspect(Path.of("src/test/resources/kernels/xen-hvm.elf")), arguments);
  }
}
