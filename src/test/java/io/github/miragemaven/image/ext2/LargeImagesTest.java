package io.github.miragemaven.image.ext2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes images at all limits in a JVM with 64 MiB of heap. */
@Slow
class LargeImagesTest {

  @TempDir private Path directory;

  /** The trees to write in a separate JVM. */
  enum Content {
    KERNEL {
      @Override
      void addTo(Map<String, ByteSource> files) {
        files.put("/boot/kernel.gz", new PatternSource(3_000_000, 1));
      }
    },
    GREATEST_FILE {
      @Override
      void addTo(Map<String, ByteSource> files) {
        files.put("/boot/greatest", new PatternSource(1L << 31, 1));
      }
    },
    MANY_FILES {
      @Override
      void addTo(Map<String, ByteSource> files) {
        for (int i = 0; i < 50_000; i++) {
          String path =
              "/site/%03d/a page with a name of usual length %05d.html".formatted(i % 7, i);
          files.put(path, new PatternSource(i % 5_000, i));
        }
      }
    };

    abstract void addTo(Map<String, ByteSource> files);

    Map<String, ByteSource> files() {
      Map<String, ByteSource> files = new HashMap<>();
      addTo(files);
      return files;
    }

    Ext2Tree tree() throws Ext2Exception, IOException {
      Ext2Tree.Builder builder = Ext2Tree.builder();
      for (Map.Entry<String, ByteSource> file : files().entrySet()) {
        builder.file(file.getKey(), file.getValue());
      }
      return builder.build();
    }
  }

  /**
   * The main class of the separate JVM; its arguments are directory, content, block size and,
   * optionally, size.
   */
  static final class Main {

    private Main() {}

    /** Writes the image and prints its path. */
    public static void main(String[] arguments) throws Exception {
      Ext2Tree tree = Content.valueOf(arguments[1]).tree();
      OptionalLong size =
          arguments.length > 3
              ? OptionalLong.of(Long.parseLong(arguments[3]))
              : OptionalLong.empty();
      Ext2Settings settings = WrittenImage.settings(Integer.parseInt(arguments[2]), size);
      System.out.println(WrittenImage.write(Path.of(arguments[0]), tree, settings).file());
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, 131072", "4096, 8192"})
  void imagesOfOneTib(int blockSize, int groups, @TempDir(factory = InMemory.class) Path memory)
      throws Exception {
    WrittenImage image =
        writeElsewhere(memory, Content.KERNEL, blockSize, OptionalLong.of(1L << 40));
    assertThat(image.file()).hasSize(1L << 40);
    assertThat(image.plan().geometry().groups()).isEqualTo(groups);
    image.isCleanForE2fsck();
    image.holdsExactly(Content.KERNEL.files(), List.of("/boot", "/lost+found"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  void filesOf2Gib(int blockSize) throws Exception {
    WrittenImage image =
        writeElsewhere(directory, Content.GREATEST_FILE, blockSize, OptionalLong.empty());
    image.isCleanForE2fsck();
    image.holdsExactly(Content.GREATEST_FILE.files(), List.of("/boot", "/lost+found"));
    assertThat(features(image)).containsExactly("filetype", "sparse_super", "large_file");
  }

  @Test
  void filesOfOneByteLessDoNotNeedLargeFile() throws Exception {
    Ext2Tree.Builder builder = Ext2Tree.builder().file("/a", new PatternSource((1L << 31) - 1, 1));
    assertThat(Ext2Plan.of(builder.build(), WrittenImage.settings(4096)).superblock().largeFiles())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 4096})
  void fiftyThousandFiles(int blockSize) throws Exception {
    WrittenImage image =
        writeElsewhere(directory, Content.MANY_FILES, blockSize, OptionalLong.empty());
    List<String> directories = new ArrayList<>(List.of("/lost+found", "/site"));
    for (int i = 0; i < 7; i++) {
      directories.add("/site/00" + i);
    }
    image.isCleanForE2fsck().holdsExactly(Content.MANY_FILES.files(), directories);
  }

  /**
   * Keeps the images of 1 TiB in memory if possible: e2fsck calls fsync(2), and a disk takes a
   * minute to allocate 131,072 pairs of bitmaps.
   */
  static final class InMemory implements TempDirFactory {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      boolean roomy =
          Files.isWritable(SHARED_MEMORY)
              && Files.getFileStore(SHARED_MEMORY).getUsableSpace() > 2L << 30;
      return roomy
          ? Files.createTempDirectory(SHARED_MEMORY, "image")
          : Files.createTempDirectory("image");
    }
  }

  private static WrittenImage writeElsewhere(
      Path directory, Content content, int blockSize, OptionalLong size) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder command =
        new ProcessBuilder(
            java.toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            directory.toString(),
            content.name(),
            String.valueOf(blockSize));
    size.ifPresent(bytes -> command.command().add(String.valueOf(bytes)));
    Process process = command.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    Ext2Plan plan = Ext2Plan.of(content.tree(), WrittenImage.settings(blockSize, size));
    return new WrittenImage(Path.of(output), plan);
  }

  private List<String> features(WrittenImage image) throws Exception {
    RealTool dumpe2fs = RealTool.require("dumpe2fs", "e2fsprogs");
    return dumpe2fs
        .run(directory, "-h", image.file())
        .text()
        .lines()
        .filter(line -> line.startsWith("Filesystem features:"))
        .flatMap(line -> Stream.of(line.substring(line.indexOf(':') + 1).strip().split(" ")))
        .toList();
  }
}
