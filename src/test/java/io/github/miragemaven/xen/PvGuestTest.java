package io.github.miragemaven.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.image.BootMenu;
import io.github.miragemaven.image.GrubLegacyMenu;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.image.ext2.Ext2Settings;
import io.github.miragemaven.image.ext2.Ext2Tree;
import io.github.miragemaven.image.ext2.Ext2Writer;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.tools.GrubLegacy;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole-disk images booted as paravirtual guests. */
@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@ExtendWith(RunningXen.class)
class PvGuestTest {

  private static final Path TINY = Path.of("src/test/resources/kernels/xen-pv.elf");
  private static final String NAME = "mirage-maven-plugin tiny Xen PV kernel";

  /** The loader's last message when it cannot start a kernel. */
  private static final Pattern WAITING = Pattern.compile("Press any key to continue\\.\\.\\.");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"true, 1024", "true, 4096", "false, 1024", "false, 4096"})
  void startsTheKernelWithTheArgumentsOfTheMenu(boolean gzip, int blockSize, Dom0 xen)
      throws Exception {
    TestImage image =
        TestImage.of(KernelInspector.inspect(TINY), "--ipv4=10.0.0.2/24", "-l", "*:info");
    Path file = (gzip ? image : image.uncompressed()).withBlocksOf(blockSize).writtenTo(directory);
    GrubLegacyMenu.Entry entry = menuOf(file).entries().get(0);
    assertThat(entry.arguments()).isEqualTo("--ipv4=10.0.0.2/24 -l *:info");
    GrubLegacy.wholeDisk(file).readWhole(entry.kernel());

    GuestRun run = xen.boot(Guest.pv(file));

    assertThat(run.console().lines()).endsWith(NAME, "command line: " + entry.arguments());
    assertThat(run.end()).isEqualTo(GuestRun.End.POWERED_OFF);
  }

  @Test
  void startsTheDefaultEntryOfSeveral(Dom0 xen) throws Exception {
    Path image =
        imageOf(
            new BootMenu(
                1,
                1,
                List.of(
                    BootMenu.Entry.of("Before", "(hd0)", "/boot/kernel", "--release=1"),
                    BootMenu.Entry.of("Now", "(hd0)", "/boot/kernel", "--release=2"),
                    BootMenu.Entry.of("Next", "(hd0)", "/boot/kernel", "--release=3"))));

    GuestRun run = xen.boot(Guest.pv(image));

    assertThat(run.console().lines()).endsWith(NAME, "command line: --release=2");
    assertThat(run.console().all()).contains("Booting `Now'");
  }

  @Test
  void showsTheLoadersErrorWhereThereIsNoKernel(Dom0 xen) throws Exception {
    Path image =
        imageOf(
            new BootMenu(
                0, 1, List.of(BootMenu.Entry.of("Blog", "(hd0)", "/boot/gone", "-l *:info"))));
    assertThat(GrubLegacy.wholeDisk(image).run("kernel /boot/gone"))
        .contains("Error 15: File not found");

    assertShowsError(xen.boot(Guest.pv(image).until(WAITING)), "/boot/gone");
  }

  @Test
  void showsTheLoadersErrorWhereTheKernelIsCutShort(Dom0 xen) throws Exception {
    Kernel whole = KernelInspector.inspect(TINY);
    int half = (int) whole.size() / 2;
    Path file = directory.resolve("half.elf");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(TINY), half));
    Path image =
        TestImage.of(new Kernel(file, whole.kind(), half, Sha256.ofFile(file)))
            .writtenTo(directory);

    assertShowsError(xen.boot(Guest.pv(image).until(WAITING)), "/boot/mirage-os.gz");
  }

  private static void assertShowsError(GuestRun run, String kernel) {
    assertThat(run.console().lines())
        .endsWith("error: couldn't load file " + kernel + ".", "Press any key to continue...")
        .doesNotContain(NAME);
    assertThat(run.end()).isEqualTo(GuestRun.End.STOPPED);
  }

  /** Reads the image's menu with GRUB 0.97. */
  private static GrubLegacyMenu menuOf(Path image) throws Exception {
    return GrubLegacyMenu.read(GrubLegacy.wholeDisk(image).text(BootMenu.FILE));
  }

  /** Writes an image that the plugin would not write: this menu, and the kernel. */
  private Path imageOf(BootMenu menu) throws Exception {
    Ext2Tree tree =
        Ext2Tree.builder()
            .file(BootMenu.FILE, menu.text().getBytes(StandardCharsets.US_ASCII))
            .file("/boot/kernel", TINY)
            .build();
    Ext2Settings settings =
        new Ext2Settings(4096, OptionalLong.empty(), new UUID(1, 2), "test", Instant.EPOCH);
    Path image = directory.resolve("image");
    try (FileChannel disk =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Ext2Writer.write(disk, 0, Ext2Plan.of(tree, settings));
    }
    assertThat(menuOf(image).defaultEntry()).isEqualTo(menu.defaultEntry());
    return image;
  }
}
