package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.Slow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads with a heap of 96 MiB, which includes the local region. */
@Slow
class LittleMemoryTest {

  @TempDir Path directory;

  @Test
  void uploadsOverManyConnections() throws Exception {
    assertThat(inLittleMemory("upload")).contains("uploaded");
  }

  @Test
  void plansForLargeImages() throws Exception {
    assertThat(inLittleMemory("plan")).contains("32769 blocks");
  }

  private String inLittleMemory(String what) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                InLittleMemory.class.getName(),
                directory.toString(),
                what)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** Runs in a process with a small heap. */
  static final class InLittleMemory {

    private InLittleMemory() {}

    public static void main(String[] arguments) throws Exception {
      Uploads uploads = new Uploads(Path.of(arguments[0])).over(64);
      if (arguments[1].equals("upload")) {
        List<Integer> image = IntStream.range(0, 1000).map(i -> i % 251).boxed().toList();
        Snapshot snapshot = uploads.upload(image);
        System.out.println("uploaded " + snapshot.id());
      } else {
        long size = 32_766L * Block.SIZE;
        System.out.println(uploads.plan(size).blocks() + " blocks");
      }
    }
  }
}
