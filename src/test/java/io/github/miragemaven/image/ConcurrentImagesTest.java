package io.github.miragemaven.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes write the same image over and over, as on a file system without locks. */
class ConcurrentImagesTest {

  private static final int TIMES = 50;

  @TempDir Path directory;

  /** Prints the size and the digest of each image that it writes, or the failure. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println("started");
      for (int time = 0; time < TIMES; time++) {
        try {
          DiskImage image = write(Path.of(arguments[0]), arguments[1]);
          System.out.println(image.size() + " " + image.digest());
        } catch (Exception e) {
          System.out.println(e);
        }
      }
      System.out.println("done");
    }
  }

  @Test
  void eachReportsTheWholeImage() throws Exception {
    DiskImage expected = write(directory, "expected");
    String line = expected.size() + " " + expected.digest();
    try (ChildJvm one = ChildJvm.start(Writer.class, directory, "one");
        ChildJvm other = ChildJvm.start(Writer.class, directory, "other")) {
      for (ChildJvm writer : List.of(one, other)) {
        assertThat(writer.line()).isEqualTo("started");
        for (String next = writer.line(); !next.equals("done"); next = writer.line()) {
          assertThat(next).isEqualTo(line);
        }
      }
    }
    assertThat(Sha256.ofFile(expected.file())).isEqualTo(expected.digest());
    try (var files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  /** Each state is empty, so that the image is always written. */
  private static DiskImage write(Path directory, String writer) throws Exception {
    Path state = Files.createTempDirectory(directory, writer);
    return new DiskImageWriter(new BuildState(state), new RecordedProgress())
        .write(
            KernelInspector.inspect(Path.of("src/test/resources/kernels/xen-pv.elf")),
            Optional.empty(),
            new ImageSettings(
                directory.resolve("blog-1.0.img"),
                directory.resolve("work"),
                new ImageSettings.Boot("Blog", 1, List.of(), true),
                new ImageSettings.FileSystem(4096, OptionalLong.empty()),
                Optional.empty(),
                List.of(),
                Instant.parse("2026-11-23T00:00:00Z")));
  }
}
