package io.github.miragemaven.image.ext2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image in a file, checked by independent programs. */
record WrittenImage(Path file, Ext2Plan plan) {

  static final UUID UUID_OF_TESTS = UUID.fromString("8a1c7d52-0f3e-4b6a-9c58-d1e27f40b693");
  static final Instant TIME_OF_TESTS = Instant.parse("2024-02-29T12:34:56Z");

  private static final Pattern ENTRY =
      Pattern.compile("/(\\d+)/(\\d{6})/(\\d+)/(\\d+)/([^/]+)/(\\d*)/\n");

  /** A directory entry's inode as debugfs lists it. */
  record Listed(int inode, String mode, int user, int group, long size) {}

  /** Returns settings for the smallest file system. */
  static Ext2Settings settings(int blockSize) {
    return settings(blockSize, OptionalLong.empty());
  }

  /** Returns settings for a file system of this size. */
  static Ext2Settings settings(int blockSize, OptionalLong size) {
    return new Ext2Settings(blockSize, size, UUID_OF_TESTS, "mirage", TIME_OF_TESTS);
  }

  /** Writes the tree to a new file in the directory. */
  static WrittenImage write(Path directory, Ext2Tree tree, Ext2Settings settings)
      throws Ext2Exception, IOException {
    Ext2Plan plan = Ext2Plan.of(tree, settings);
    Path file = Files.createTempFile(directory, "image", ".ext2");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(Ext2Writer.write(channel, 0, plan)).isEqualTo(plan.size());
    }
    assertThat(file).hasSize(plan.size());
    return new WrittenImage(file, plan);
  }

  /** Checks the image with {@code e2fsck -fn}, which must not report anything. */
  WrittenImage isCleanForE2fsck() throws IOException, InterruptedException {
    RealTool.Outcome outcome =
        RealTool.require("e2fsck", "e2fsprogs").run(file.getParent(), "-fn", file.getFileName());
    assertThat(outcome.text().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("e2fsck "),
            line -> assertThat(line).isEqualTo("Pass 1: Checking inodes, blocks, and sizes"),
            line -> assertThat(line).isEqualTo("Pass 2: Checking directory structure"),
            line -> assertThat(line).isEqualTo("Pass 3: Checking directory connectivity"),
            line -> assertThat(line).isEqualTo("Pass 4: Checking reference counts"),
            line -> assertThat(line).isEqualTo("Pass 5: Checking group summary information"),
            line ->
                assertThat(line)
                    .matches(
                        "mirage: \\d+/\\d+ files \\(\\d+\\.\\d% non-contiguous\\), .* blocks"));
    assertThat(outcome.exitCode()).isZero();
    return this;
  }

  /**
   * Lists all directories and dumps all files with debugfs, and compares names and contents with
   * the expected ones.
   */
  WrittenImage holdsExactly(Map<String, ByteSource> files, List<String> directories)
      throws IOException, InterruptedException {
    Path dumps = Files.createTempDirectory(file.getParent(), "dumps");
    Map<Integer, Map<String, Listed>> listing = dump(dumps);
    Map<String, Listed> found = new TreeMap<>();
    collect(listing, Inode.EXT2_ROOT_INO, "", found);
    for (String directory : directories) {
      assertThat(found).as("directories").containsKey(directory);
      assertThat(found.remove(directory).mode())
          .isEqualTo(directory.equals("/lost+found") ? "040700" : "040755");
    }
    assertThat(found.keySet()).as("files").isEqualTo(files.keySet());
    for (Map.Entry<String, Listed> entry : found.entrySet()) {
      ByteSource expected = files.get(entry.getKey());
      int inode = entry.getValue().inode();
      assertThat(entry.getValue()).isEqualTo(new Listed(inode, "100644", 0, 0, sizeOf(expected)));
      assertSame(entry.getKey(), dumps.resolve(String.valueOf(inode)), expected);
    }
    return this;
  }

  private Map<Integer, Map<String, Listed>> dump(Path dumps)
      throws IOException, InterruptedException {
    StringBuilder commands = new StringBuilder();
    Ext2Tree tree = plan.tree();
    for (int i = 0; i < tree.directories().size(); i++) {
      commands.append("ls -p <").append(tree.inodeOfDirectory(i)).append(">\n");
    }
    for (int i = 0; i < tree.files().size(); i++) {
      int inode = tree.inodeOfFile(i);
      commands.append("dump <").append(inode).append("> ").append(inode).append('\n');
    }
    Path script = dumps.resolve("commands");
    Files.writeString(script, commands);
    RealTool.Outcome outcome =
        RealTool.require("debugfs", "e2fsprogs").run(dumps, "-f", script, file);
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    Map<Integer, Map<String, Listed>> listing = new HashMap<>();
    Map<String, Listed> directory = new HashMap<>();
    Matcher entries = ENTRY.matcher(outcome.text());
    while (entries.find()) {
      int inode = Integer.parseInt(entries.group(1));
      String size = entries.group(6);
      Listed listed =
          new Listed(
              inode,
              entries.group(2),
              Integer.parseInt(entries.group(3)),
              Integer.parseInt(entries.group(4)),
              size.isEmpty() ? 0 : Long.parseLong(size));
      if (entries.group(5).equals(".")) {
        directory = new HashMap<>();
        listing.put(inode, directory);
      }
      assertThat(directory.put(entries.group(5), listed)).as("the same name before").isNull();
    }
    return listing;
  }

  private static void collect(
      Map<Integer, Map<String, Listed>> listing,
      int inode,
      String path,
      Map<String, Listed> found) {
    listing
        .get(inode)
        .forEach(
            (name, listed) -> {
              if (!name.equals(".") && !name.equals("..")) {
                String child = path + "/" + name;
                assertThat(found.put(child, listed)).isNull();
                if (listed.mode().startsWith("04")) {
                  assertThat(listing.get(listed.inode()).get("..").inode()).isEqualTo(inode);
                  collect(listing, listed.inode(), child, found);
                }
              }
            });
  }

  private static long sizeOf(ByteSource source) {
    try {
      return source.size();
    } catch (Ext2Exception | IOException e) {
      throw new AssertionError(e);
    }
  }

  static void assertSame(String what, Path actual, ByteSource expected) throws IOException {
    byte[] here = new byte[1 << 16];
    byte[] there = new byte[1 << 16];
    try (InputStream dumped = Files.newInputStream(actual);
        InputStream source = expected.open()) {
      long position = 0;
      int count;
      do {
        count = dumped.readNBytes(here, 0, here.length);
        int mismatch =
            Arrays.mismatch(here, 0, count, there, 0, source.readNBytes(there, 0, there.length));
        assertThat(mismatch)
            .as("first differing byte of %s, counted from %d", what, position)
            .isEqualTo(-1);
        position += count;
      } while (count > 0);
    }
  }
}
