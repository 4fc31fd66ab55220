package io.github.miragemaven.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir Path directory;
  private Path top;

  @BeforeEach
  void writeTree() throws Exception {
    top = Files.createDirectories(directory.resolve("top"));
    Files.createDirectories(top.resolve("cache"));
    Files.writeString(top.resolve("page"), "hello");
    Files.writeString(top.resolve("cache/entry"), "x");
  }

  @Test
  void doesNotDependOnLocation() throws Exception {
    Fingerprint here = fingerprint();
    Files.move(top, directory.resolve("moved"));
    top = directory.resolve("moved");
    assertThat(fingerprint().digest()).isEqualTo(here.digest());
  }

  @Test
  void containsDigestOfEachFile() throws Exception {
    assertThat(fingerprint().entries())
        .containsEntry(
            "top/page", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  }

  @Test
  void omitsExcludedFiles() throws Exception {
    Fingerprint some =
        Fingerprint.builder(digests())
            .tree("top", top, path -> !path.equals(Path.of("cache")))
            .build();
    assertThat(some.entries()).containsOnlyKeys("top", "top/page");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void followsLinksButNotLoops() throws Exception {
    Files.writeString(directory.resolve("elsewhere"), "hello");
    Files.createSymbolicLink(top.resolve("link"), directory.resolve("elsewhere"));
    Files.createSymbolicLink(top.resolve("loop"), top);
    Files.createSymbolicLink(top.resolve("broken"), Path.of("nowhere"));
    Fingerprint all = fingerprint();
    assertThat(all.entries().get("top/link")).isEqualTo(all.entries().get("top/page"));
    assertThat(all.entries().get("top/loop")).startsWith("link ");
    assertThat(all.entries().get("top/broken")).isEqualTo("link nowhere");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsAtLoopThroughSeveralLinks() throws Exception {
    for (String link : List.of("a/x", "a/x2", "b/y", "b/y2")) {
      Path from = top.resolve(link);
      Files.createDirectories(from.getParent());
      Files.createSymbolicLink(from, Path.of(link.startsWith("a") ? "../b" : "../a"));
    }
    assertThat(fingerprint().entries())
        .containsEntry("top/a/x2/y", "link ../a")
        .containsEntry("top/b/y", "directory");
  }

  @Test
  void noticesRenamedEmptyDirectory() throws Exception {
    Files.createDirectory(top.resolve("empty"));
    Fingerprint before = fingerprint();
    Files.move(top.resolve("empty"), top.resolve("void"));
    assertThat(fingerprint().changesSince(before)).contains("top/empty, top/void");
  }

  @Test
  void addsOnlyNewEntriesOfLaterFingerprint() {
    Fingerprint before = new Fingerprint(Map.of("kept", "1", "gone", "1"));
    Fingerprint later = new Fingerprint(Map.of("kept", "2", "new", "2"));
    assertThat(before.withNewEntriesOf(later).entries())
        .isEqualTo(Map.of("kept", "1", "gone", "1", "new", "2"));
  }

  @Test
  void noticesMissingFile() throws Exception {
    Fingerprint with = Fingerprint.builder(digests()).file("page", top.resolve("page")).build();
    Files.delete(top.resolve("page"));
    Fingerprint without = Fingerprint.builder(digests()).file("page", top.resolve("page")).build();
    assertThat(without).isNotEqualTo(with);
  }

  private Fingerprint fingerprint() throws Exception {
    return Fingerprint.builder(digests()).tree("top", top).build();
  }

  private FileDigests digests() {
    return new FileDigests(directory.resolve("digests"));
  }
}
