package io.github.miragemaven.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {

  @TempDir Path directory;

  @Test
  void replacesTheFileWhenTheNewOneIsComplete() throws Exception {
    Path file = directory.resolve("new/blog.img");
    Replacement.of(file, "old");
    Replacement.of(
        file,
        temporary -> {
          Files.writeString(temporary, "half");
          assertThat(file).hasContent("old");
          Files.writeString(temporary, "complete");
        });
    assertThat(file).hasContent("complete");
    assertThat(names(file.getParent())).containsExactly("blog.img");
  }

  @Test
  void failureKeepsTheOldFileAndLeavesNothingElse() throws Exception {
    Path file = Files.writeString(directory.resolve("blog.img"), "old");
    assertThatThrownBy(
            () ->
                Replacement.of(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(file).hasContent("old");
    assertThat(names(directory)).containsExactly("blog.img");
  }

  @Test
  void writersAtTheSameTimeUseDifferentTemporaryFiles() throws Exception {
    Path file = directory.resolve("blog.img");
    Replacement.of(
        file,
        outer -> {
          Files.writeString(outer, "outer");
          Replacement.of(file, "inner");
          assertThat(outer).hasContent("outer");
        });
    assertThat(file).hasContent("outer");
  }

  @Test
  void removesTemporaryFilesOfKilledBuilds() throws Exception {
    Path abandoned = Files.writeString(directory.resolve(".blog.img.1.tmp"), "half");
    Files.setLastModifiedTime(
        abandoned, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    Files.writeString(directory.resolve(".blog.img.2.tmp"), "being written");
    Replacement.of(directory.resolve("blog.img"), "complete");
    assertThat(names(directory)).containsExactlyInAnyOrder(".blog.img.2.tmp", "blog.img");
  }

  private static Stream<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
