package io.github.miragemaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.image.ext2.Ext2Plan;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.FileDigests;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelException;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.GrubLegacy;
import io.github.miragemaven.tools.RealTool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskImageWriterTest {

  private static final Instant TIMESTAMP = Instant.parse("2026-11-23T00:00:00Z");
  private static final Path KERNELS = Path.of("src/test/resources/kernels");

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private Kernel kernel;
  private ImageSettings settings;

  @BeforeEach
  void settings() throws Exception {
    kernel = KernelInspector.inspect(KERNELS.resolve("xen-pv.elf"));
    settings = settings(true, List.of());
  }

  @Test
  void containsTheCompressedKernelAndItsMenu() throws Exception {
    DiskImage image = write();
    assertThat(read(image, "/boot/grub/menu.lst"))
        .asString()
        .isEqualTo(
            """
            default 0
            timeout 1

            title Blog
            root (hd0)
            kernel /boot/mirage-os.gz --ipv4=10.0.0.2/24
            """);
    byte[] stored = read(image, "/boot/mirage-os.gz");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(stored)))
        .hasBinaryContent(Files.readAllBytes(kernel.file()));
    assertThat(image.kernelSize()).isEqualTo(stored.length);
    assertThat(image.size()).isEqualTo(Files.size(image.file()));
    assertThat(image.digest()).isEqualTo(Sha256.ofFile(image.file()));
  }

  @Test
  void containsTheUncompressedKernelIfSet() throws Exception {
    settings = settings(false, List.of());
    DiskImage image = write();
    assertThat(read(image, "/boot/mirage-os")).isEqualTo(Files.readAllBytes(kernel.file()));
    assertThat(read(image, "/boot/grub/menu.lst")).asString().contains("kernel /boot/mirage-os ");
  }

  @Test
  void containsAdditionalFilesAndDirectories() throws Exception {
    Path www = Files.createDirectories(directory.resolve("www/posts"));
    Files.writeString(www.resolve("first.html"), "first");
    Path key = Files.writeString(directory.resolve("key"), "secret");
    settings =
        settings(
            true,
            List.of(
                new ImageFile(directory.resolve("www"), "/www"),
                new ImageFile(key, "/etc/key.pem")));
    DiskImage image = write();
    assertThat(read(image, "/www/posts/first.html")).asString().isEqualTo("first");
    assertThat(read(image, "/etc/key.pem")).asString().isEqualTo("secret");
  }

  @Test
  void isReadByGrub097() throws Exception {
    GrubLegacy grub = GrubLegacy.wholeDisk(write().file());
    assertThat(GrubLegacyMenu.read(grub.text(BootMenu.FILE)).entries())
        .containsExactly(
            new GrubLegacyMenu.Entry("Blog", "(hd0)", "/boot/mirage-os.gz", "--ipv4=10.0.0.2/24"));
    grub.readWhole("/boot/mirage-os.gz");
  }

  @Test
  void bytesDoNotDependOnPaths() throws Exception {
    Path first = write().file();
    ImageSettings elsewhere =
        new ImageSettings(
            directory.resolve("elsewhere/other.img"),
            directory.resolve("elsewhere/work"),
            settings.boot(),
            settings.fileSystem(),
            settings.grub(),
            settings.files(),
            settings.timestamp());
    Path copy = Files.copy(kernel.file(), directory.resolve("kernel-copy"));
    DiskImage second =
        new DiskImageWriter(new BuildState(directory.resolve("other-state")), progress)
            .write(KernelInspector.inspect(copy), Optional.empty(), elsewhere);
    assertThat(second.file()).hasSameBinaryContentAs(first);
  }

  @Test
  void bytesDoNotDependOnTheMachine() throws Exception {
    settings = settings(false, List.of());
    assertThat(write().digest().hex())
        .isEqualTo("3e51d1b4fce96c4016f8562c411624f4902bb6b6e5d16dc5a0ea95bef91bc041");
  }

  @Test
  void isRewrittenOnlyAfterChanges() throws Exception {
    DiskImage first = write();
    Instant written = Files.getLastModifiedTime(first.file()).toInstant();
    assertThat(write()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.file()).toInstant()).isEqualTo(written);
    assertThat(progress.lines()).last().asString().startsWith("INFO up to date: image: ");

    settings = settings(false, List.of());
    assertThat(write().digest()).isNotEqualTo(first.digest());
    assertThat(progress.lines()).anyMatch(line -> line.startsWith("INFO changed: gzip"));
  }

  @Test
  void failedWriteKeepsTheOldImageAndLeavesNoFiles() throws Exception {
    byte[] before = Files.readAllBytes(write().file());
    DiskLayout breaking =
        new FakeLayout(0) {
          @Override
          public void write(FileChannel disk, Ext2Plan fileSystem) throws IOException {
            disk.write(ByteBuffer.allocate(4096));
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(() -> step(breaking).run()).hasMessage("No space left on device");
    assertThat(settings.file()).hasBinaryContent(before);
    try (var left = Files.list(directory.resolve("target"))) {
      assertThat(left).noneMatch(path -> path.toString().endsWith(".tmp"));
    }
  }

  @Test
  void rejectsUndecodableNames() throws Exception {
    Path www = Files.createDirectories(directory.resolve("www"));
    Files.writeString(www.resolve("\uFFFD.html"), "page");
    settings = settings(true, List.of(new ImageFile(www, "/www")));
    assertThatThrownBy(this::write).hasMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void rejectsMissingFiles() {
    settings = settings(true, List.of(new ImageFile(directory.resolve("gone"), "/gone")));
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("gone, to be copied to /gone in the image, does not exist")
        .hasMessageContaining("<files>");
  }

  @Test
  void namesTargetOfDanglingLinks() throws Exception {
    Path www = Files.createDirectories(directory.resolve("www"));
    Path link = Files.createSymbolicLink(www.resolve("logo.png"), Path.of("../art/logo.png"));
    for (Path source : List.of(link, www)) {
      settings = settings(true, List.of(new ImageFile(source, "/x")));
      assertThatThrownBy(this::write)
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("www/logo.png, to be copied to the image, is a link to ../art/logo")
          .hasMessageContaining("which does not exist.");
    }
    Files.delete(link);
    Files.createSymbolicLink(www.resolve("again"), Path.of("."));
    assertThatThrownBy(this::write)
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("www/again, to be copied to the image, is a link to a directory");
  }

  @Test
  void rejectsAnImageThatDoesNotFitOnTheDisk() {
    assertThatThrownBy(() -> step(new FakeLayout(1L << 60)).run())
        .isInstanceOf(DiskFullException.class)
        .hasMessageContaining("needs 1048576 TiB")
        .hasMessageContaining(" free.");
    assertThat(settings.file()).doesNotExist();
  }

  @Test
  void rejectsAKernelWithoutABootLoader() {
    kernel = new Kernel(Path.of("target/blog.hvt"), KernelKind.SOLO5_HVT, 1, Sha256.of("hvt"));
    assertThatThrownBy(this::write)
        .isInstanceOf(KernelException.class)
        .hasMessageStartingWith(
            "The kernel target/blog.hvt is a Solo5 hvt kernel, which EC2 cannot boot.\n"
                + "Set <target>xen</target> (-Dmirage.target=xen) for EC2, or run it here with ");
  }

  /** A layout that claims to allocate this many bytes and writes nothing. */
  private static class FakeLayout implements DiskLayout {

    private final long bytesOnDisk;

    FakeLayout(long bytesOnDisk) {
      this.bytesOnDisk = bytesOnDisk;
    }

    @Override
    public Map<String, String> configuration(ImageSettings settings) {
      return Map.of();
    }

    @Override
    public void addTo(FingerprintBuilder content) {
      // There is no content.
    }

    @Override
    public OptionalLong fileSystemSize(OptionalLong diskSize) {
      return diskSize;
    }

    @Override
    public long fileSystemOffset() {
      return 0;
    }

    @Override
    public long size(Ext2Plan fileSystem) {
      return fileSystem.size();
    }

    @Override
    public long bytesOnDisk(Ext2Plan fileSystem) {
      return bytesOnDisk;
    }

    @Override
    public void write(FileChannel disk, Ext2Plan fileSystem) throws IOException {
      disk.write(ByteBuffer.allocate(1));
    }
  }

  private ImageStep step(DiskLayout layout) throws FailureException {
    FileDigests digests = new BuildState(directory.resolve("state")).digests();
    return new ImageStep(
        new ImageStep.Content(kernel, Optional.empty()), settings, layout, digests, progress);
  }

  private DiskImage write() throws Exception {
    return writer().write(kernel, Optional.empty(), settings);
  }

  private DiskImageWriter writer() {
    return new DiskImageWriter(new BuildState(directory.resolve("state")), progress);
  }

  private ImageSettings settings(boolean gzip, List<ImageFile> files) {
    return new ImageSettings(
        directory.resolve("target/blog.img"),
        directory.resolve("target/work"),
        new ImageSettings.Boot("Blog", 1, List.of("--ipv4=10.0.0.2/24"), gzip),
        new ImageSettings.FileSystem(4096, OptionalLong.empty()),
        Optional.empty(),
        files,
        TIMESTAMP);
  }

  private byte[] read(DiskImage image, String path) throws Exception {
    Path dump = directory.resolve("dump");
    Files.deleteIfExists(dump);
    RealTool.require("debugfs", "e2fsprogs")
        .run(directory, "-R", "dump " + path + " " + dump, image.file());
    return Files.readAllBytes(dump);
  }
}
