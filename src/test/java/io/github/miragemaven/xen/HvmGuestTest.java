package io.github.miragemaven.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.image.BootMenu;
import io.github.miragemaven.image.GrubLegacyMenu;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.tools.GrubLegacy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Partitioned images booted by the BIOS of hardware-virtualized guests, as EC2 boots them. */
@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@ExtendWith(RunningXen.class)
class HvmGuestTest {

  private static final String NAME = "mirage-maven-plugin tiny Xen HVM kernel";

  @TempDir Path directory;

  @Test
  void startsTheKernelThroughTheLoaderOnTheDisk(Dom0 xen) throws Exception {
    Path image = image("-l", "*:info").uncompressed().withBlocksOf(1024).writtenTo(directory);
    assertThat(kernelIn(image)).isEqualTo("/boot/mirage-os");

    GuestRun run = xen.boot(Guest.hvm(image));

    assertThat(run.serial().lines())
        .containsExactly(
            "GRUB reads its configuration",
            "  Booting `Blog'",
            "Loading /boot/mirage-os",
            "Starting the kernel");
    assertThat(run.console().lines())
        .containsExactly(NAME, "command line: -l *:info", "interrupts: enabled, no trap");
    assertThat(run.end()).isEqualTo(GuestRun.End.POWERED_OFF);
  }

  /** GRUB quotes words with spaces, and escapes special characters with a backslash. */
  @Test
  void givesTheKernelEveryWordOfItsArguments(Dom0 xen) throws Exception {
    Path image =
        image("--ipv4=10.0.0.2/24", "--hello=good day", "say=\"hi\"", "it's", "\\o/", "$a;b{c}")
            .writtenTo(directory);
    assertThat(kernelIn(image)).isEqualTo("/boot/mirage-os.gz");

    GuestRun run = xen.boot(Guest.hvm(image));

    assertThat(run.console().lines())
        .containsExactly(
            NAME,
            "command line: --ipv4=10.0.0.2/24 \"--hello=good day\" say=\\\"hi\\\" it\\'s \\\\o/"
                + " $a;b{c}",
            "interrupts: enabled, no trap");
  }

  /** Shows why the loader masks the interrupt controllers: the same disk without those commands. */
  @Test
  void kernelIsTrappedWhereTheLoaderLeavesInterruptsUnmasked(Dom0 xen) throws Exception {
    Path image = image("-l", "*:info").writtenTo(directory);
    String disk = Files.readString(image, StandardCharsets.ISO_8859_1);
    String unmasked = disk.replaceAll("outb 0x(21|a1) 0xff", " ".repeat(14));
    assertThat(unmasked).isNotEqualTo(disk).hasSameSizeAs(disk);
    Files.writeString(image, unmasked, StandardCharsets.ISO_8859_1);

    GuestRun run = xen.boot(Guest.hvm(image));

    assertThat(run.console().lines())
        .containsExactly(NAME, "command line: -l *:info", "trap: type=#DF");
  }

  private static TestImage image(String... arguments) throws Exception {
    return TestImage.of(
        KernelInspector.inspect(Path.of("src/test/resources/kernels/xen-hvm.elf")), arguments);
  }

  /** Returns the kernel's path in the menu.lst on the partition, if GRUB 0.97 can read it. */
  private static String kernelIn(Path image) throws Exception {
    GrubLegacy grub = GrubLegacy.firstPartition(image);
    GrubLegacyMenu.Entry entry = GrubLegacyMenu.read(grub.text(BootMenu.FILE)).entries().get(0);
    assertThat(entry.root()).isEqualTo("(hd0,0)");
    grub.readWhole(entry.kernel());
    return entry.kernel();
  }
}
