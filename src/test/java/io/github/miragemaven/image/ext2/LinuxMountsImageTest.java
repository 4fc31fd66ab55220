package io.github.miragemaven.image.ext2;

import static io.github.miragemaven.image.ext2.WrittenImage.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts images with the Linux kernel; skipped if mounting is not permitted. */
class LinuxMountsImageTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void linuxReadsWhatWasWritten(int blockSize) throws Exception {
    PatternSource kernel = new PatternSource(70_000_000, 1);
    PatternSource page = new PatternSource(999, 2);
    Ext2Tree tree =
        Ext2Tree.builder().file("/boot/kernel.gz", kernel).file("/site/a/index.html", page).build();
    Path image = WrittenImage.write(directory, tree, settings(blockSize)).file();
    Path mounted = mount("-o", "loop,ro", "-t", "ext2", image);
    try {
      try (Stream<Path> found = Files.walk(mounted)) {
        assertThat(found.map(path -> mounted.relativize(path).toString()))
            .containsExactlyInAnyOrder(
                "", "boot", "boot/kernel.gz", "lost+found", "site", "site/a", "site/a/index.html");
      }
      WrittenImage.assertSame("/boot/kernel.gz", mounted.resolve("boot/kernel.gz"), kernel);
      WrittenImage.assertSame("/site/a/index.html", mounted.resolve("site/a/index.html"), page);
      assertThat(Files.getLastModifiedTime(mounted.resolve("boot")).toInstant())
          .isEqualTo(WrittenImage.TIME_OF_TESTS);
    } finally {
      unmount(mounted);
    }
  }

  @Test
  void fullDiskIsAnIoException() throws Exception {
    Path small = mount("-t", "tmpfs", "-o", "size=1m", "none");
    try {
      Ext2Tree tree =
          Ext2Tree.builder().file("/boot/kernel.gz", new PatternSource(20_000_000, 1)).build();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> WrittenImage.write(small, tree, settings(1024)))
          .withMessage("No space left on device");
    } finally {
      unmount(small);
    }
  }

  private Path mount(Object... options) throws IOException, InterruptedException {
    Path point = Files.createDirectory(directory.resolve("mounted"));
    Object[] arguments = Stream.concat(Stream.of(options), Stream.of(point)).toArray();
    RealTool.Outcome outcome = RealTool.require("mount", "mount").run(directory, arguments);
    assumeThat(outcome.exitCode()).as("mount: " + outcome.text()).isZero();
    return point;
  }

  private void unmount(Path point) throws IOException, InterruptedException {
    assertThat(RealTool.require("umount", "mount").run(directory, point).exitCode()).isZero();
  }
}
