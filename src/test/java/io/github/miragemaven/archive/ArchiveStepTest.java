package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.tools.RealTool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveStepTest {

  private static final Path READER = Path.of("src/test/archive/read_archive.py").toAbsolutePath();

  @TempDir Path directory;
  private ArchiveFixture fixture;

  @BeforeEach
  void site() throws Exception {
    fixture =
        new ArchiveFixture(directory)
            .file("index.html", "<h1>Hello</h1>\n".repeat(100))
            .file("empty.txt", "")
            .file("caf\u00e9/a b.html", "<p>caf\u00e9</p>")
            .file("img/photo.jpg", random(200_000))
            .file("data.json", "[1, 2, 3]".repeat(50_000))
            .file("_headers", "/img/*\n  Cache-Control: max-age=60\n")
            .file("_redirects", "/old/* /:splat 302!\n");
  }

  @Test
  void independentReaderExtractsTheSite() throws Exception {
    fixture.write();
    assertExtractedByPython();
  }

  private void assertExtractedByPython() throws Exception {
    RealTool python = RealTool.require("python3", "python3");
    Path extracted = Files.createTempDirectory(directory, "extracted");
    RealTool.Outcome extraction = python.run(directory, READER, fixture.archive(), extracted);
    assertThat(extraction.exitCode()).as(extraction.text()).isZero();
    Map<String, String> expected = digests(fixture.site());
    expected.keySet().removeIf(path -> path.startsWith("_"));
    assertThat(digests(extracted)).isEqualTo(expected);
    assertThat(python.run(directory, READER, fixture.archive()).text().lines())
        .contains(
            "index.html\tidentity\t1500\ttext/html; charset=utf-8",
            "img/photo.jpg\tidentity\t200000\timage/jpeg",
            "redirect\t/old/*\t/:splat\t302!");
  }

  @Test
  void compressedCopiesHaveTheContentOfTheirFile() throws Exception {
    fixture.write();
    try (ArchiveReader reader = fixture.reader()) {
      for (ArchivedFile file : reader.files()) {
        if (file.gzip().isPresent()) {
          byte[] gzip = content(reader, file, file.gzip().get());
          assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
              .isEqualTo(content(reader, file, file.identity()));
        }
      }
      assertThat(reader.files().stream().filter(file -> file.gzip().isPresent()))
          .extracting(ArchivedFile::path)
          .containsExactly("data.json", "index.html");
    }
  }

  @Test
  void ruleFilesSetHeadersAndAreNotServed() throws Exception {
    fixture.write();
    try (ArchiveReader reader = fixture.reader()) {
      assertThat(reader.files())
          .extracting(ArchivedFile::path)
          .containsExactly(
              "caf\u00e9/a b.html", "data.json", "empty.txt", "img/photo.jpg", "index.html");
      assertThat(reader.files().get(3).headerLines())
          .isEqualTo("Cache-Control: max-age=60\r\nX-Content-Type-Options: nosniff\r\n");
      assertThat(reader.redirects()).isEqualTo(1);
    }
  }

  @Test
  void timestampIsTheModificationTimeOfEveryFile() throws Exception {
    fixture.write();
    try (ArchiveReader reader = fixture.reader()) {
      assertThat(reader.files()).allMatch(file -> file.modified().isEmpty());
    }
    Instant time = Instant.parse("2026-11-23T00:00:00Z");
    fixture.modified(time).write();
    try (ArchiveReader reader = fixture.reader()) {
      assertThat(reader.files()).allMatch(file -> file.modified().orElseThrow().equals(time));
    }
  }

  @Test
  void timestampOutOfRangeIsRejected() {
    assertThatThrownBy(() -> fixture.modified(Instant.parse("2107-01-01T00:00:00Z")).write())
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("project.build.outputTimestamp is 2107-01-01T00:00:00Z");
  }

  @Test
  void unchangedSiteIsNotArchivedAgain() throws Exception {
    SiteArchive first = fixture.write();
    assertThat(fixture.write()).isEqualTo(first);
    assertThat(fixture.log()).last().asString().startsWith("INFO up to date: archive: 5 files");
  }

  @Test
  void archiveIsTheSameWithAndWithoutAnEarlierOne() throws Exception {
    fixture.write();
    fixture.file("index.html", "<h1>Changed</h1>\n".repeat(90));
    SiteArchive second = fixture.write(Sha256.of("changed"));
    ArchiveFixture other = new ArchiveFixture(directory.resolve("other"));
    try (Stream<Path> files = Files.walk(fixture.site()).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        other.file(fixture.site().relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    assertThat(other.write().digest()).isEqualTo(second.digest());
  }

  @Test
  void failureLeavesTheEarlierArchive() throws Exception {
    SiteArchive first = fixture.write();
    fixture.file("_headers", "/*\n  Date: now\n");
    assertThatThrownBy(() -> fixture.write(Sha256.of("changed")))
        .isInstanceOf(ArchiveException.class);
    assertThat(Sha256.ofFile(fixture.archive())).isEqualTo(first.digest());
    try (Stream<Path> files = Files.list(fixture.archive().getParent())) {
      assertThat(files).containsExactly(fixture.archive());
    }
  }

  private static byte[] content(ArchiveReader reader, ArchivedFile file, Representation of)
      throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    reader.copy(file, of, content);
    return content.toByteArray();
  }

  private static Map<String, String> digests(Path tree) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tree).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        digests.put(tree.relativize(file).toString(), Sha256.ofFile(file).hex());
      }
    }
    return digests;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
