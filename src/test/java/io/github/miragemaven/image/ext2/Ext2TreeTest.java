package io.github.miragemaven.image.ext2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ext2TreeTest {

  private static final byte[] CONTENT = {1, 2, 3};

  private final Ext2Tree.Builder builder = Ext2Tree.builder();

  @Test
  void sortsNamesByTheirBytes() throws Exception {
    for (String name : List.of("b", "é", "B", "\uFF5E", "🐫", "a.b", "a", "ab")) {
      builder.file("/boot/" + name, CONTENT);
    }
    List<Directory.Entry> entries = builder.build().directories().get(1).entries();
    assertThat(entries)
        .extracting(entry -> entry.name().toString())
        .containsExactly("B", "a", "a.b", "ab", "b", "é", "\uFF5E", "🐫");
  }

  @Test
  void createsParentDirectories() throws Exception {
    builder.file("/boot/grub/menu.lst", CONTENT).directory("/var/empty").directory("/boot");
    assertThat(builder.build().directories()).hasSize(6);
    assertThat(builder.build().directories().get(0).entries())
        .extracting(entry -> entry.name().toString())
        .containsExactly("boot", "lost+found", "var");
  }

  @Test
  void allowsNamesOf255Bytes() throws Exception {
    builder.file("/" + "n".repeat(255), CONTENT).file("/" + "日".repeat(85), CONTENT);
    assertThat(builder.build().files()).hasSize(2);
  }

  @Test
  void rejectsNamesOfMoreThan255Bytes() {
    refuses("/" + "n".repeat(256), "a name has 256 bytes in UTF-8, and ext2 allows 255");
    refuses("/a/" + "日".repeat(86) + "/b", "a name has 258 bytes in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a//b", "/a/", "/./a", "/a/..", "//", "/."})
  void refusesPathsThatAreNotPlain(String path) {
    refuses(path, "The image cannot contain " + path + ": ", "is not a valid file name");
  }

  @Test
  void rejectsRelativePaths() {
    refuses("boot/kernel", "boot/kernel", "must begin with a slash");
    refuses("", "must begin with a slash");
  }

  @Test
  void rejectsNamesThatUtf8CannotEncode() {
    refuses("/a\0b", "The image cannot contain /a\uFFFDb: a name contains NUL");
    refuses("/\uD83D", "not well-formed Unicode");
    refuses("/?\uDC2B?", "not well-formed Unicode");
  }

  @Test
  void rejectsTheRootAsAFile() {
    refuses("/", "root directory cannot be a file");
  }

  @Test
  void rejectsFilesInLostAndFound() {
    refuses("/lost+found", "ext2 reserves /lost+found for fsck");
    refuses("/lost+found/a", "ext2 reserves /lost+found for fsck");
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.directory("/lost+found"));
  }

  @Test
  void rejectsDuplicatePaths() throws Exception {
    builder.file("/boot/kernel", CONTENT);
    refuses("/boot/kernel", "cannot contain /boot/kernel twice: it is already 3 bytes in memory");
  }

  @Test
  void rejectsAFileAndADirectoryWithTheSamePath() throws Exception {
    builder.file("/boot/kernel", CONTENT).directory("/site");
    refuses("/boot", "cannot contain /boot twice: it is already a directory");
    refuses("/site", "cannot contain /site twice: it is already a directory");
    refuses("/boot/kernel/x", "cannot contain /boot/kernel/x: kernel is already a regular file");
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.directory("/boot/kernel"))
        .withMessageContaining("/boot/kernel");
  }

  @Test
  void allows31998Subdirectories() throws Exception {
    for (int i = 0; i < 31_998; i++) {
      builder.directory("/d/" + i);
    }
    assertThat(builder.build().directories().get(1).links()).isEqualTo(32_000);
    builder.directory("/d/7").file("/d/a file", CONTENT);
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.directory("/d/one more"))
        .withMessageContaining("/d/one more: ext2 allows 31998 directories in one directory");
  }

  @Test
  void rejectsFilesOfMoreThan2Gib() throws Exception {
    builder.file("/greatest", new SourceOfSize(1L << 31));
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.file("/site/film", new SourceOfSize((1L << 31) + 1)))
        .withMessageContaining("/site/film")
        .withMessageContaining("2147483649 bytes");
  }

  @Test
  void refusesSourcesThatAreNotThereOrNotRegularFiles(@TempDir Path directory) throws Exception {
    Path missing = directory.resolve("missing.gz");
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.file("/boot/kernel.gz", missing))
        .withMessage(
            "The file %s, to be copied to /boot/kernel.gz in the image, does not exist.", missing);
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.file("/boot/kernel.gz", directory))
        .withMessageContaining(directory + " is not a regular file");
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("missing.gz"));
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.file("/boot/kernel.gz", directory.resolve("loop")));
  }

  private void refuses(String path, String... words) {
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> builder.file(path, CONTENT))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  /** A source that has a size and is never opened. */
  private record SourceOfSize(long size) implements ByteSource {
    @Override
    public InputStream open() throws IOException {
      throw new IOException("not meant to be read");
    }
  }
}
