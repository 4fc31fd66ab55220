package io.github.miragemaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks disks for BIOS machines with sfdisk, e2fsck, debugfs and GRUB. */
class PartitionedDiskTest {

  private static final Path KERNEL = Path.of("src/test/resources/kernels/multiboot.elf");
  private static final long MIB = 1 << 20;

  @TempDir Path directory;

  private Kernel kernel;
  private Optional<SiteArchive> archive = Optional.empty();
  private OptionalLong size = OptionalLong.empty();
  private Optional<Path> grub = Optional.empty();

  @BeforeEach
  void inspectKernel() throws Exception {
    if (!Files.exists(Path.of("/usr/lib/grub/i386-pc/kernel.img"))) {
      throw RealTool.missing("GRUB 2 for BIOS is not installed: apt-get install grub-pc-bin");
    }
    kernel = KernelInspector.inspect(KERNEL);
  }

  @Test
  void hasOneActiveLinuxPartitionThatFillsTheDisk() throws Exception {
    DiskImage image = write();
    RealTool sfdisk = RealTool.require("sfdisk", "fdisk");
    assertThat(sfdisk.run(directory, "--verify", image.file()).text())
        .contains("No errors detected");
    assertThat(sfdisk.run(directory, "--dump", image.file()).text())
        .contains("label: dos")
        .containsPattern(
            "img1 : start= +2048, size= +" + (image.size() / 512 - 2048) + ", type=83, bootable");
  }

  @Test
  void fileSystemPassesE2fsck() throws Exception {
    Path partition = partition(write());
    RealTool.Outcome check =
        RealTool.require("e2fsck", "e2fsprogs").run(directory, "-fn", partition);
    assertThat(check.exitCode()).as(check.text()).isZero();
  }

  @Test
  void archiveIsInASecondPartitionOfNonFileSystemData() throws Exception {
    archive = archive(3 * MIB + 4096, 'a');
    DiskImage image = write();
    RealTool sfdisk = RealTool.require("sfdisk", "fdisk");
    assertThat(sfdisk.run(directory, "--verify", image.file()).text())
        .contains("No errors detected");
    assertThat(sfdisk.run(directory, "--dump", image.file()).text())
        .containsPattern("img1 : start= +2048, size= +[0-9]+, type=83, bootable")
        .containsPattern(
            "img2 : start= +" + (image.size() - 4 * MIB) / 512 + ", size= +8192, type=da");
    assertThat(image.size() % MIB).isZero();
    assertThat(image.archive()).isEqualTo(archive);
    byte[] stored = read(image.file(), image.size() - 4 * MIB, 4 * MIB);
    byte[] expected = Arrays.copyOf(Files.readAllBytes(archive.get().file()), stored.length);
    assertThat(stored).isEqualTo(expected);
  }

  @Test
  void changedSiteLeavesEverythingBeforeItUntouched() throws Exception {
    DiskImage without = write();
    archive = archive(2 * MIB, 'a');
    DiskImage first = write();
    byte[] before = read(first.file(), 0, first.size() - 2 * MIB);
    archive = archive(2 * MIB, 'b');
    DiskImage second = write();
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(read(second.file(), 0, second.size() - 2 * MIB)).isEqualTo(before);
    archive = archive(40 * MIB, 'b');
    DiskImage third = write();
    assertThat(read(third.file(), 512, before.length - 512))
        .isEqualTo(Arrays.copyOfRange(before, 512, before.length));
    assertThat(read(third.file(), 512, without.size() - 512))
        .as("as without a site")
        .isEqualTo(Arrays.copyOfRange(before, 512, (int) without.size()));
  }

  @Test
  void fileSystemBeforeAnArchivePassesE2fsck() throws Exception {
    archive = archive(MIB, 'a');
    fileSystemPassesE2fsck();
  }

  @Test
  void zerosInTheArchiveTakeNoSpace() throws Exception {
    Path file = directory.resolve("sparse.archive");
    try (FileChannel sparse =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.wrap(new byte[] {1}), 200 * MIB - 1);
    }
    archive = Optional.of(new SiteArchive(file, Files.size(file), Sha256.ofFile(file), 1));
    DiskImage image = write();
    RealTool.Outcome used = RealTool.require("du", "coreutils").run(directory, "-k", image.file());
    String kibibytes = used.text().replaceFirst("(?s)\\s.*", "");
    assertThat(Integer.parseInt(kibibytes)).isLessThan(8 * 1024);
    assertThat(read(image.file(), image.size() - 1, 1)).containsExactly(1);
  }

  @Test
  void sizeThatIsSetCountsTheArchive() throws Exception {
    archive = archive(2 * MIB, 'a');
    DiskImage smallest = write();
    size = OptionalLong.of(64 * MIB);
    DiskImage image = write();
    assertThat(Files.size(image.file())).isEqualTo(64 * MIB);
    assertThat(RealTool.require("sfdisk", "fdisk").run(directory, "--dump", image.file()).text())
        .containsPattern("img2 : start= +" + (smallest.size() - 2 * MIB) / 512 + ", size= +4096,");
    size = OptionalLong.of(smallest.size() - MIB);
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("need " + smallest.size());
  }

  @Test
  void refusesAnArchiveThatHasChanged() throws Exception {
    archive = archive(MIB, 'a');
    Files.write(archive.get().file(), new byte[4096], StandardOpenOption.APPEND);
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("has 1052672 bytes instead of 1048576");
  }

  @Test
  void diskOfAMiniOsKernelHasNoRoomForASite() throws Exception {
    kernel = KernelInspector.inspect(KERNEL.resolveSibling("xen-pv.elf"));
    archive = archive(MIB, 'a');
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("no partition for the site")
        .hasMessageContaining("-Dmirage.siteIn=kernel");
  }

  @Test
  void grub2MasksInterruptsAndPassesOnlyTheArguments() throws Exception {
    assertThat(read("/boot/grub/grub.cfg"))
        .isEqualTo(
            """
            echo 'GRUB reads its configuration'
            set default=0
            set timeout=3
            set timeout_style=hidden

            menuentry 'Anna'\\''s blog' {
              echo 'Loading /boot/mirage-os.gz'
              outb 0x21 0xff
              outb 0xa1 0xff
              if multiboot /boot/mirage-os.gz '--ipv4=10.0.0.2/24' '--hello=good day'; then
                echo 'Starting the kernel'
              fi
            }
            """);
  }

  @Test
  void grub2PassesANameToSolo5VirtioAndKeepsItsInterrupts() throws Exception {
    kernel = new Kernel(KERNEL, KernelKind.SOLO5_VIRTIO, kernel.size(), kernel.digest());
    assertThat(read("/boot/grub/grub.cfg"))
        .contains("multiboot /boot/mirage-os.gz '/boot/mirage-os.gz' '--ipv4=10.0.0.2/24'")
        .doesNotContain("outb");
  }

  @Test
  void hasAMenuForGrub097WithThePartition() throws Exception {
    assertThat(read("/boot/grub/menu.lst"))
        .isEqualTo(
            """
            default 0
            timeout 3

            title Anna's blog
            root (hd0,0)
            kernel /boot/mirage-os.gz --ipv4=10.0.0.2/24 "--hello=good day"
            """);
  }

  @Test
  void isReadByGrub2AsAPartitionedDisk() throws Exception {
    DiskImage image = write();
    RealTool.Outcome listed =
        RealTool.require("grub-fstest", "grub-common")
            .run(directory, image.file(), "ls", "(loop0,msdos1)/boot/");
    assertThat(listed.text()).contains("mirage-os.gz").contains("grub/");
  }

  @Test
  void isReproducible() throws Exception {
    DiskImage first = write();
    byte[] before = Files.readAllBytes(first.file());
    Files.delete(first.file());
    assertThat(write().digest()).isEqualTo(first.digest());
    assertThat(first.file()).hasBinaryContent(before);
  }

  @Test
  void isRewrittenForAnotherGrub() throws Exception {
    DiskImage first = write();
    Path other = Files.createDirectory(directory.resolve("i386-pc"));
    try (var parts = Files.list(Path.of("/usr/lib/grub/i386-pc"))) {
      for (Path part : parts.toList()) {
        Files.copy(part, other.resolve(part.getFileName()));
      }
    }
    grub = Optional.of(directory);
    assertThat(write()).isEqualTo(first);
    Files.write(other.resolve("echo.mod"), new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(write().digest()).isNotEqualTo(first.digest());
  }

  @Test
  void hasTheSizeThatIsSet() throws Exception {
    size = OptionalLong.of(64 * MIB);
    DiskImage image = write();
    assertThat(Files.size(image.file())).isEqualTo(64 * MIB);
    assertThat(RealTool.require("sfdisk", "fdisk").run(directory, "--verify", image.file()).text())
        .contains("No errors detected");
  }

  @Test
  void reportsTheSizeOfTheWholeDiskIfTooSmall() throws Exception {
    long needed = write().size();
    size = OptionalLong.of(needed - 4096);
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(
            "set to %d bytes, but the boot loader and the content need %d, in blocks"
                .formatted(needed - 4096, needed));
    size = OptionalLong.of(needed);
    assertThat(write().size()).isEqualTo(needed);
  }

  @Test
  void rejectsASizeTooSmallForTheLoader() {
    size = OptionalLong.of(MIB);
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("set to 1048576 bytes, but the boot loader and the content need ");
  }

  private DiskImage write() throws Exception {
    return new DiskImageWriter(new BuildState(directory.resolve("state")), new RecordedProgress())
        .write(
            kernel,
            archive,
            new ImageSettings(
                directory.resolve("blog.img"),
                directory.resolve("work"),
                new ImageSettings.Boot(
                    "Anna's blog", 3, List.of("--ipv4=10.0.0.2/24", "--hello=good day"), true),
                new ImageSettings.FileSystem(4096, size),
                grub,
                List.of(),
                Instant.parse("2026-11-23T00:00:00Z")));
  }

  /** Writes a file of one repeated byte, which an image contains as well as a real archive. */
  private Optional<SiteArchive> archive(long bytes, char content) throws IOException {
    byte[] all = new byte[(int) bytes];
    Arrays.fill(all, (byte) content);
    Path file = Files.write(directory.resolve("site.archive"), all);
    return Optional.of(new SiteArchive(file, bytes, Sha256.ofFile(file), 1));
  }

  /** Returns the file system, and what follows it. */
  private Path partition(DiskImage image) throws IOException {
    return Files.write(directory.resolve("partition"), read(image.file(), MIB, image.size() - MIB));
  }

  private static byte[] read(Path file, long from, long bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {}
    }
    return buffer.array();
  }

  private String read(String path) throws Exception {
    Path dump = directory.resolve("dump");
    RealTool.require("debugfs", "e2fsprogs")
        .run(directory, "-R", "dump " + path + " " + dump, partition(write()));
    return Files.readString(dump);
  }
}
