package io.github.miragemaven.image.ext2;

import static io.github.miragemaven.image.ext2.WrittenImage.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks written file systems with e2fsck, dumpe2fs and debugfs. */
@Slow
class Ext2WriterTest {

  @TempDir private Path directory;

  @Test
  void superblockSuitsOldBootLoaders() throws Exception {
    PatternSource kernel = new PatternSource(3_000_000, 1);
    Ext2Tree tree = Ext2Tree.builder().file("/boot/kernel.gz", kernel).build();
    WrittenImage image = WrittenImage.write(directory, tree, settings(1024));
    Map<String, String> header = dumpe2fs(image);
    assertThat(header)
        .containsEntry("Filesystem volume name", "mirage")
        .containsEntry("Last mounted on", "<not available>")
        .containsEntry("Filesystem UUID", "8a1c7d52-0f3e-4b6a-9c58-d1e27f40b693")
        .containsEntry("Filesystem magic number", "0xEF53")
        .containsEntry("Filesystem revision #", "1 (dynamic)")
        .containsEntry("Filesystem features", "filetype sparse_super")
        .containsEntry("Filesystem state", "clean")
        .containsEntry("Errors behavior", "Continue")
        .containsEntry("Filesystem OS type", "Linux")
        .containsEntry("Inode count", "16")
        .containsEntry("Free inodes", "3")
        .containsEntry("Block count", String.valueOf(image.plan().size() / 1024))
        .containsEntry("Reserved block count", "0")
        .containsEntry("Free blocks", "0")
        .containsEntry("First block", "1")
        .containsEntry("Block size", "1024")
        .containsEntry("Fragment size", "1024")
        .containsEntry("Blocks per group", "8192")
        .containsEntry("Inodes per group", "16")
        .containsEntry("Filesystem created", "Thu Feb 29 12:34:56 2024")
        .containsEntry("Last mount time", "n/a")
        .containsEntry("Last write time", "Thu Feb 29 12:34:56 2024")
        .containsEntry("Mount count", "0")
        .containsEntry("Maximum mount count", "-1")
        .containsEntry("Last checked", "Thu Feb 29 12:34:56 2024")
        .containsEntry("Check interval", "0 (<none>)")
        .containsEntry("First inode", "11")
        .containsEntry("Inode size", "128");
  }

  @Test
  void setsTimestampsAndOwners() throws Exception {
    Ext2Tree tree = Ext2Tree.builder().file("/boot/kernel.gz", new byte[] {1}).build();
    WrittenImage image = WrittenImage.write(directory, tree, settings(1024));
    for (String path : List.of("/", "/lost+found", "/boot", "/boot/kernel.gz")) {
      String stat =
          RealTool.require("env", "coreutils")
              .run(directory, "TZ=UTC", "debugfs", "-R", "stat " + path, image.file())
              .text();
      assertThat(stat).contains("User:     0   Group:     0");
      for (String time : List.of("ctime", "atime", "mtime")) {
        assertThat(stat)
            .contains(time + ": 0x%08x -- Thu Feb 29 12:34:56 2024".formatted(1_709_210_096));
      }
    }
  }

  @Test
  void isDeterminedByTreeAndSettings() throws Exception {
    byte[] content = "default 0\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve("source"), content);
    Ext2Tree one =
        Ext2Tree.builder().file("/b/menu.lst", file).file("/a/1", content).directory("/c").build();
    Ext2Tree other =
        Ext2Tree.builder().directory("/c").file("/a/1", file).file("/b/menu.lst", content).build();
    assertThat(WrittenImage.write(directory, one, settings(4096)).file())
        .hasSameBinaryContentAs(WrittenImage.write(directory, other, settings(4096)).file());
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  void canLieAnywhereInAFile(int blockSize) throws Exception {
    Ext2Tree tree =
        Ext2Tree.builder().file("/boot/kernel.gz", new PatternSource(20_000_000, 3)).build();
    WrittenImage whole = WrittenImage.write(directory, tree, settings(blockSize));
    Path disk = Files.write(directory.resolve("disk"), new byte[512]);
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      Ext2Writer.write(channel, 1 << 20, whole.plan());
    }
    byte[] bytes = Files.readAllBytes(disk);
    assertThat(bytes).hasSize((1 << 20) + Math.toIntExact(whole.plan().size()));
    assertThat(
            Arrays.mismatch(
                bytes,
                1 << 20,
                bytes.length,
                Files.readAllBytes(whole.file()),
                0,
                bytes.length - (1 << 20)))
        .isEqualTo(-1);
    RealTool.Outcome fsck =
        RealTool.require("e2fsck", "e2fsprogs").run(directory, "-fn", "disk?offset=1048576");
    assertThat(fsck.exitCode()).as(fsck.text()).isZero();
  }

  @Test
  void rejectsAnOffsetWithinTheFile() throws Exception {
    Path file = Files.write(directory.resolve("old"), new byte[2000]);
    Ext2Plan plan = Ext2Plan.of(Ext2Tree.builder().build(), settings(1024));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> Ext2Writer.write(channel, 1999, plan));
    }
    assertThat(file).hasBinaryContent(new byte[2000]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void writesFilesAroundEveryIndirectBlockBoundary(int blockSize) throws Exception {
    long pointers = blockSize / Integer.BYTES;
    List<Long> boundaries = new ArrayList<>(List.of(0L, 12L, 12 + pointers, 12 + 2 * pointers));
    if (blockSize == 1024) {
      boundaries.add(12 + pointers + pointers * pointers);
    }
    Ext2Tree.Builder builder = Ext2Tree.builder();
    Map<String, ByteSource> files = new HashMap<>();
    for (long blocks : boundaries) {
      for (long difference : List.of(-1L, 0L, 1L)) {
        PatternSource source =
            new PatternSource(Math.max(0, blocks * blockSize + difference), files.size());
        files.put("/" + blocks + difference, source);
        builder.file("/" + blocks + difference, source);
      }
    }
    WrittenImage.write(directory, builder.build(), settings(blockSize))
        .isCleanForE2fsck()
        .holdsExactly(files, List.of("/lost+found"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  void writesDirectoriesThatNeedIndirectBlocks(int blockSize) throws Exception {
    Ext2Tree.Builder builder = Ext2Tree.builder();
    Map<String, ByteSource> files = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      String path = "/pages/" + "n".repeat(250) + (10_000 + i);
      PatternSource source = new PatternSource(i % 3, i);
      builder.file(path, source);
      files.put(path, source);
    }
    WrittenImage.write(directory, builder.build(), settings(blockSize))
        .isCleanForE2fsck()
        .holdsExactly(files, List.of("/lost+found", "/pages"));
  }

  @Test
  void writesDirectoriesInSeveralGroups() throws Exception {
    Ext2Tree.Builder builder = Ext2Tree.builder();
    List<String> directories = new ArrayList<>(List.of("/lost+found", "/d"));
    for (int i = 0; i < 20_000; i++) {
      directories.add("/d/" + i);
      builder.directory("/d/" + i);
    }
    WrittenImage.write(directory, builder.build(), settings(1024))
        .isCleanForE2fsck()
        .holdsExactly(Map.of(), directories);
  }

  @Test
  void writesDeeplyNestedDirectories() throws Exception {
    List<String> directories = new ArrayList<>(List.of("/lost+found"));
    String path = "";
    for (int i = 0; i < 800; i++) {
      path += "/" + i;
      directories.add(path);
    }
    PatternSource source = new PatternSource(5_000, 1);
    Ext2Tree tree = Ext2Tree.builder().file(path + "/deepest", source).build();
    WrittenImage.write(directory, tree, settings(1024))
        .isCleanForE2fsck()
        .holdsExactly(Map.of(path + "/deepest", source), directories);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  void fillsGroupsToTheirLastBlock(int blockSize) throws Exception {
    int group = 8 * blockSize;
    for (int spare = 0; spare < 60; spare += blockSize / 1024) {
      PatternSource source = new PatternSource((group - spare) * (long) blockSize, spare);
      Ext2Tree tree = Ext2Tree.builder().file("/a", source).build();
      Path file =
          WrittenImage.write(directory, tree, settings(blockSize)).isCleanForE2fsck().file();
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void leavesOutALastGroupThatCannotHoldItsOwnMetadata(int blockSize) throws Exception {
    Ext2Tree tree = Ext2Tree.builder().file("/a", new PatternSource(100_000, 1)).build();
    int groupBlocks = 8 * blockSize;
    int firstBlock = blockSize == 1024 ? 1 : 0;
    for (int groups = 1; groups <= 3; groups++) {
      for (int more = -1; more < 9; more++) {
        long size = (firstBlock + (long) groups * groupBlocks + more) * blockSize;
        WrittenImage image =
            WrittenImage.write(directory, tree, settings(blockSize, OptionalLong.of(size)))
                .isCleanForE2fsck();
        assertThat(image.plan().geometry().groups()).isBetween(groups, groups + 1);
        Files.delete(image.file());
      }
    }
  }

  @Test
  void leavesHolesAndPredictsTheAllocatedBytes() throws Exception {
    Ext2Tree tree =
        Ext2Tree.builder().file("/boot/kernel.gz", new PatternSource(300_000, 1)).build();
    WrittenImage image =
        WrittenImage.write(directory, tree, settings(1024, OptionalLong.of(1L << 30)));
    RealTool.Outcome stat =
        RealTool.require("stat", "coreutils").run(directory, "--format=%b", image.file());
    long onDisk = Long.parseLong(stat.text().strip()) * 512;
    assertThat(image.plan().bytesOnDisk()).isLessThan(1_200_000);
    assertThat(onDisk).isBetween(300_000L, image.plan().bytesOnDisk() + 65_536);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 65_536, 65_537, 3_000_000})
  void namesASourceThatShrankOrGrew(int size) throws Exception {
    failsAfterChange(size, size - 1, "it is shorter by 1 bytes now");
    failsAfterChange(size, size + 1, "it is longer now");
  }

  @Test
  void reportsAMissingSource() throws Exception {
    Path source = Files.write(directory.resolve("kernel.gz"), new byte[5_000]);
    Ext2Tree tree = Ext2Tree.builder().file("/boot/kernel.gz", source).build();
    Files.delete(source);
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> WrittenImage.write(directory, tree, settings(1024)))
        .withMessageContaining("The file " + source + ", to be copied to /boot/kernel.gz")
        .withMessageContaining("No such file");
  }

  private void failsAfterChange(int before, int after, String reason) throws Exception {
    Path source = Files.write(directory.resolve("kernel.gz"), new byte[before]);
    Ext2Tree tree = Ext2Tree.builder().file("/boot/kernel.gz", source).build();
    Files.write(source, new byte[after]);
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> WrittenImage.write(directory, tree, settings(1024)))
        .withMessageContaining("The file " + source + " changed while the image was written")
        .withMessageContaining("it had " + before + " bytes, and " + reason)
        .withMessageContaining("It is /boot/kernel.gz in the image");
  }

  @Test
  void passesOnAFailureOfASource() throws Exception {
    IOException broken = new IOException("the disk is broken");
    ByteSource source =
        new ByteSource() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open() throws IOException {
            throw broken;
          }
        };
    Ext2Tree tree = Ext2Tree.builder().file("/a", source).build();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> WrittenImage.write(directory, tree, settings(1024)))
        .isSameAs(broken);
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    Ext2Tree tree =
        Ext2Tree.builder().file("/boot/kernel.gz", new PatternSource(50_000_000, 1)).build();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> WrittenImage.write(directory, tree, settings(1024)));
    assertThat(Thread.interrupted()).isTrue();
  }

  private Map<String, String> dumpe2fs(WrittenImage image) throws Exception {
    RealTool.require("dumpe2fs", "e2fsprogs");
    Map<String, String> header = new HashMap<>();
    RealTool.require("env", "coreutils")
        .run(directory, "TZ=UTC", "dumpe2fs", "-h", image.file())
        .text()
        .lines()
        .map(line -> line.split(":\\s+", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> header.put(parts[0], parts[1].strip()));
    return header;
  }
}
