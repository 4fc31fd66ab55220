package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.ChildJvm;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives 100,000 files with a heap of 128 MiB. */
@Slow
class ManyFilesTest {

  private static final int FILES = 100_000;

  @TempDir Path directory;

  @Test
  void hundredThousandFilesFitIntoLittleMemory() throws Exception {
    ArchiveFixture fixture = new ArchiveFixture(directory);
    for (int i = 0; i < FILES; i++) {
      fixture.file("p%d/%d.html".formatted(i / 1000, i), "<p>page %d</p> ".formatted(i).repeat(20));
    }
    ChildJvm.outputOf(List.of("-Xmx128m"), InLittleMemory.class, directory);
    try (ArchiveReader reader = fixture.reader()) {
      assertThat(reader.files()).hasSize(FILES);
      assertThat(reader.damaged()).isEmpty();
    }
  }

  /** Runs in a process with a small heap. */
  static final class InLittleMemory {

    private InLittleMemory() {}

    public static void main(String[] arguments) throws Exception {
      System.out.println(new ArchiveFixture(Path.of(arguments[0])).write());
    }
  }
}
