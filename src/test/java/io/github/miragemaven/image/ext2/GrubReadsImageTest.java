package io.github.miragemaven.image.ext2;

import static io.github.miragemaven.image.ext2.WrittenImage.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.GrubLegacy;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads file systems with the boot loaders: GRUB 2, and GRUB 0.97, on which PV-GRUB is based. */
class GrubReadsImageTest {

  private static final String MENU =
      "default 0\ntimeout 1\n\ntitle Mirage\n  root (hd0)\n  kernel /boot/mirage-os.gz -l *:info\n";
  private static final PatternSource KERNEL = new PatternSource(12_000_001, 1);

  @TempDir private Path directory;

  private WrittenImage image(int blockSize) throws Ext2Exception, IOException {
    Ext2Tree.Builder builder =
        Ext2Tree.builder()
            .file("/boot/grub/menu.lst", MENU.getBytes(StandardCharsets.UTF_8))
            .file("/boot/mirage-os.gz", KERNEL);
    for (int i = 0; i < 1_000; i++) {
      builder.file("/site/page-" + i + ".html", new PatternSource(i, i));
    }
    return WrittenImage.write(directory, builder.build(), settings(blockSize));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void grub2ReadsWhatWasWritten(int blockSize) throws Exception {
    RealTool grub = RealTool.require("grub-fstest", "grub-common");
    Path file = image(blockSize).file();
    assertThat(grub.run(directory, file, "ls", "/").text().strip().split("\\s+"))
        .containsExactlyInAnyOrder("boot/", "lost+found/", "site/");
    assertThat(grub.run(directory, file, "ls", "/boot/").text().strip().split("\\s+"))
        .containsExactlyInAnyOrder("grub/", "mirage-os.gz");
    assertThat(grub.run(directory, file, "ls", "/site/").text().strip().split("\\s+"))
        .hasSize(1_000)
        .contains("page-0.html", "page-999.html");
    assertThat(grub.run(directory, file, "cat", "/boot/grub/menu.lst").text()).isEqualTo(MENU);
    Path copy = directory.resolve("copy");
    assertThat(grub.run(directory, file, "cp", "/boot/mirage-os.gz", copy).exitCode()).isZero();
    WrittenImage.assertSame("/boot/mirage-os.gz", copy, KERNEL);
  }

  /**
   * Unpatched GRUB 0.97 reads an unpartitioned file system only from a floppy, and its shell has
   * memory for two files of 1.4 MB.
   */
  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void grub097ReadsWhatWasWritten(int blockSize) throws Exception {
    PatternSource kernel = new PatternSource(1_400_001, 1);
    PatternSource longer = new PatternSource(1_400_009, 1);
    Ext2Tree tree =
        Ext2Tree.builder()
            .file("/boot/grub/menu.lst", MENU.getBytes(StandardCharsets.UTF_8))
            .file("/boot/kernel", kernel)
            .file("/boot/same", kernel)
            .file("/boot/longer", longer)
            .build();
    WrittenImage image = WrittenImage.write(directory, tree, settings(blockSize));
    assertThat(
            GrubLegacy.wholeDisk(image.file())
                .run(
                    """
                    cat /boot/grub/menu.lst
                    find /boot/kernel
                    cmp /boot/kernel /boot/same
                    cmp /boot/kernel /boot/longer
                    cat /boot/missing
                    """))
        .contains("Filesystem type is ext2fs, using whole disk")
        .contains("grub> cat /boot/grub/menu.lst\n" + MENU)
        .contains("grub> find /boot/kernel\n (fd0)\n")
        .contains("grub> cmp /boot/kernel /boot/same\ngrub> ")
        .containsPattern("grub> cmp /boot/kernel /boot/longer\n(?!grub)")
        .contains("grub> cat /boot/missing\n\nError 15: File not found");
  }
}
