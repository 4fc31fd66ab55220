package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares an archive byte by byte with one that is checked in. If the format or what the writer
 * chooses has changed on purpose, copy {@code target/small.archive} to {@code src/test/resources}.
 */
class GoldenArchiveTest {

  private static final Path GOLDEN = Path.of("src/test/resources/archives/small.archive");
  private static final Path ACTUAL = Path.of("target/small.archive");

  @TempDir Path directory;

  @Test
  void smallSiteGivesTheSameBytesOnEveryMachine() throws Exception {
    ArchiveFixture fixture =
        new ArchiveFixture(directory)
            .file("index.html", "<!DOCTYPE html>\n<title>Hello</title>\n<h1>Hello</h1>\n")
            .file("posts/caf\u00e9.html", "<p>" + "A line of text. ".repeat(40) + "</p>\n")
            .file("empty.txt", "")
            .file("img/dot.gif", new byte[] {'G', 'I', 'F', '8', '9', 'a'})
            .file("css/main.5f0a9b3c.css", "body { margin: 0 }\n")
            .file("_headers", "/img/*\n  Cache-Control: max-age=60\n")
            .file("_redirects", "/old/:name /posts/:name.html\n/* /index.html 404\n")
            .modified(Instant.parse("2026-11-23T00:00:00Z"))
            .dense();
    fixture.write();
    Files.createDirectories(ACTUAL.getParent());
    Files.write(ACTUAL, Files.readAllBytes(fixture.archive()));
    assertThat(ACTUAL).hasSameBinaryContentAs(GOLDEN);
  }
}
