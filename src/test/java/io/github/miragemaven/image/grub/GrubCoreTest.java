package io.github.miragemaven.image.grub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZOutputStream;

/** Compares the core image with that of grub-mkimage for the same files. */
@Slow
class GrubCoreTest {

  private static final int SECTOR = 512;
  private static final Path INSTALLED = Path.of("/usr/lib/grub/i386-pc");
  private static final List<String> MODULES =
      List.of(
          "biosdisk",
          "part_msdos",
          "ext2",
          "gzio",
          "serial",
          "terminal",
          "normal",
          "echo",
          "iorw",
          "multiboot");

  @TempDir Path directory;

  @Test
  void startsWithTheSameLoaderAndDecompressor() throws Exception {
    byte[] theirs = mkimage();
    byte[] ours = GrubCore.of(installed()).image();
    int unpacker = SECTOR + (int) Files.size(INSTALLED.resolve("lzma_decompress.img"));
    byte[] withTheirLengths = Arrays.copyOf(ours, unpacker);
    copyLengths(theirs, withTheirLengths);
    assertThat(withTheirLengths).isEqualTo(Arrays.copyOf(theirs, unpacker));
    assertThat(ours).hasSizeLessThan(theirs.length + 4 * SECTOR);
    assertThat(ours.length % SECTOR).isZero();
  }

  @Test
  void decompressesToTheSameKernelModulesAndConfiguration() throws Exception {
    Unpacked theirs = Unpacked.of(mkimage());
    Unpacked ours = Unpacked.of(GrubCore.of(installed()).image());
    assertThat(ours.kernel).isEqualTo(theirs.kernel);
    assertThat(ours.modules).containsExactlyInAnyOrderElementsOf(theirs.modules);
    assertThat(ours.texts).isEqualTo(theirs.texts);
  }

  @Test
  void modulesFollowTheirDependencies() throws Exception {
    List<String> order = GrubModules.withDependencies(installed(), MODULES);
    assertThat(order).doesNotHaveDuplicates().containsAll(MODULES);
    assertThat(order.indexOf("extcmd")).isLessThan(order.indexOf("serial"));
    assertThat(order.indexOf("boot")).isLessThan(order.indexOf("multiboot"));
  }

  @Test
  void bytesDoNotDependOnTheOrigin() throws Exception {
    GrubCore installed = GrubCore.of(installed());
    GrubCore packaged = GrubCore.of(GrubParts.find(Optional.of(debianPackage())));
    assertThat(packaged.digest()).isEqualTo(installed.digest());
    assertThat(packaged.image()).isEqualTo(installed.image());
    assertThat(packaged.bootSector()).isEqualTo(installed.bootSector());
  }

  @Test
  void rejectsAMissingFile() {
    assertThatThrownBy(() -> GrubParts.find(Optional.of(directory.resolve("gone"))))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("gone with GRUB's files")
        .hasMessageContaining("-Dmirage.grub");
  }

  @Test
  void rejectsFilesOtherThanArchivesAndArchivesWithoutGrub() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "no archive at all");
    assertThatThrownBy(() -> GrubParts.find(Optional.of(text)))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("it is not a supported archive");
    Path empty = debianPackage("./usr/share/doc/", Map.of("README", new byte[] {1}));
    assertThatThrownBy(() -> GrubParts.find(Optional.of(empty)))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("has no directory i386-pc");
  }

  @Test
  void reportsAMissingFileOfGrub() throws Exception {
    assertThatThrownBy(() -> GrubCore.of(GrubParts.find(Optional.of(directory))))
        .isInstanceOf(GrubException.class)
        .hasMessageStartingWith("The file boot.img of GRUB 2 for BIOS is missing from " + directory)
        .hasMessageContaining("apt-get install grub-pc-bin");
  }

  @Test
  void reportsADamagedFileOfGrub() throws Exception {
    RealTool.require("grub-mkimage", "grub-common");
    installed();
    for (String part : List.of("boot.img", "kernel.img", "diskboot.img", "lzma_decompress.img")) {
      Path copy = Files.createDirectory(directory.resolve("damaged-" + part));
      try (Stream<Path> parts = Files.list(INSTALLED)) {
        for (Path file : parts.toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      Files.write(copy.resolve(part), new byte[] {0x7f, 'E', 'L', 'F', 1});
      assertThatThrownBy(() -> GrubCore.of(GrubParts.find(Optional.of(copy))).image())
          .isInstanceOf(GrubException.class)
          .hasMessageStartingWith("The file " + part + " of GRUB 2 in " + copy);
    }
  }

  private static GrubParts installed() throws Exception {
    if (GrubParts.installed().isEmpty()) {
      throw RealTool.missing("GRUB 2 for BIOS is not installed: apt-get install grub-pc-bin");
    }
    return GrubParts.find(Optional.empty());
  }

  private byte[] mkimage() throws Exception {
    installed();
    Path early =
        Files.writeString(
            directory.resolve("early.cfg"),
            """
            serial --unit=0 --speed=115200
            terminal_input console serial
            terminal_output console serial
            """);
    Path core = directory.resolve("core.img");
    List<Object> arguments =
        new ArrayList<>(
            List.of("-O", "i386-pc", "-c", early, "-p", "(,msdos1)/boot/grub", "-o", core));
    arguments.addAll(MODULES);
    RealTool.Outcome outcome =
        RealTool.require("grub-mkimage", "grub-common").run(directory, arguments.toArray());
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    return Files.readAllBytes(core);
  }

  /** The fields that differ between images: sectors to load, compressed size, uncompressed size. */
  private static void copyLengths(byte[] from, byte[] to) {
    for (int at : new int[] {508, SECTOR + 8, SECTOR + 12}) {
      System.arraycopy(from, at, to, at, at == 508 ? 2 : 4);
    }
  }

  /** Returns the content of a core image, decompressed with XZ for Java. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Unpacked(byte[] kernel, List<byte[]> modules, Map<Integer, String> texts) {

    static Unpacked of(byte[] core) throws IOException {
      ByteBuffer lengths = ByteBuffer.wrap(core).order(ByteOrder.LITTLE_ENDIAN);
      int start = SECTOR + (int) Files.size(INSTALLED.resolve("lzma_decompress.img"));
      byte[] packed = Arrays.copyOfRange(core, start, start + lengths.getInt(SECTOR + 8));
      int size = lengths.getInt(SECTOR + 12);
      byte[] all;
      try (LZMAInputStream lzma =
          new LZMAInputStream(
              new ByteArrayInputStream(packed), size, (byte) (3 + 9 * 5 * 2), 1 << 16)) {
        all = lzma.readAllBytes();
      }
      assertThat(all).hasSize(size);
      return parse(all);
    }

    private static Unpacked parse(byte[] all) {
      int info = new String(all, StandardCharsets.ISO_8859_1).indexOf("mimg\f\0\0\0");
      ByteBuffer objects = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(objects.getInt(info + 8)).isEqualTo(all.length - info);
      List<byte[]> modules = new ArrayList<>();
      Map<Integer, String> texts = new TreeMap<>();
      int at = info + objects.getInt(info + 4);
      while (at < all.length) {
        int type = objects.getInt(at);
        int end = at + objects.getInt(at + 4);
        if (type == 0) {
          modules.add(Arrays.copyOfRange(all, at + 8, end));
        } else {
          String padded = new String(all, at + 8, end - at - 8, StandardCharsets.ISO_8859_1);
          texts.put(type, padded.substring(0, padded.indexOf('\0')));
        }
        at = end;
      }
      return new Unpacked(Arrays.copyOf(all, info), modules, texts);
    }
  }

  private Path debianPackage() throws Exception {
    installed();
    Map<String, byte[]> parts = new TreeMap<>();
    try (Stream<Path> files = Files.list(INSTALLED)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        parts.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return debianPackage("./usr/lib/grub/i386-pc/", parts);
  }

  /** Returns an ar archive with an xz-compressed tar archive, as described in deb(5). */
  private Path debianPackage(String prefix, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(data, new LZMA2Options(0)))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(prefix + file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    Path deb = directory.resolve("grub-pc-bin.deb");
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(deb))) {
      for (var member :
          List.of(
              Map.entry("debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII)),
              Map.entry("data.tar.xz", data.toByteArray()))) {
        ar.putArchiveEntry(new ArArchiveEntry(member.getKey(), member.getValue().length));
        ar.write(member.getValue());
        ar.closeArchiveEntry();
      }
    }
    return deb;
  }
}
