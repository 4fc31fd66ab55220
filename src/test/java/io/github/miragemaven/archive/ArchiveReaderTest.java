package io.github.miragemaven.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {

  @TempDir Path directory;
  private ArchiveFixture fixture;
  private byte[] archive;

  @BeforeEach
  void write() throws Exception {
    byte[] photo = new byte[100_000];
    new Random(1).nextBytes(photo);
    fixture =
        new ArchiveFixture(directory)
            .file("index.html", "<h1>Hello</h1>\n".repeat(100))
            .file("empty.txt", "")
            .file("img/photo.jpg", photo)
            .file("_redirects", "/a /b\n")
            .dense();
    fixture.write();
    archive = Files.readAllBytes(fixture.archive());
  }

  @Test
  void listsFiles() throws Exception {
    try (ArchiveReader reader = fixture.reader()) {
      ArchivedFile page = reader.files().get(2);
      assertThat(page.path()).isEqualTo("index.html");
      assertThat(page.size()).isEqualTo(1500);
      assertThat(page.encodings()).matches("identity 1500, gzip \\d{2}");
      assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
    }
  }

  @Test
  void extractsFiles() throws Exception {
    Path extracted = directory.resolve("extracted");
    try (ArchiveReader reader = fixture.reader()) {
      reader.extract(extracted);
      assertThat(extracted.resolve("img/photo.jpg"))
          .hasSameBinaryContentAs(fixture.site().resolve("img/photo.jpg"));
      assertThatThrownBy(() -> reader.extract(extracted))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("is not empty");
    }
  }

  @Test
  void readsArchiveFromPartitionOfDisk() throws Exception {
    ByteBuffer disk =
        ByteBuffer.allocate((1 << 20) + archive.length).order(ByteOrder.LITTLE_ENDIAN);
    disk.put(446 + 4, (byte) 0x83);
    disk.put(462 + 4, (byte) 0xda).putInt(462 + 8, 2048).putShort(510, (short) 0xaa55);
    disk.position(1 << 20).put(archive);
    try (ArchiveReader reader = open(disk.array())) {
      assertThat(reader.files()).hasSize(3);
      assertThat(reader.damaged()).isEmpty();
    }
  }

  @Test
  void everyChangedBitOfHeaderAndIndexIsNoticed() throws Exception {
    int indexLength = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(32);
    for (int i = 0; i < ArchiveFormat.INDEX_OFFSET + indexLength; i++) {
      byte[] changed = archive.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> open(changed).close()).isInstanceOf(ArchiveException.class);
    }
  }

  @Test
  void changedByteOfChunkDamagesItsFileOnly() throws Exception {
    for (int at : new int[] {archive.length - 5000, archive.length - 70_000}) {
      byte[] changed = archive.clone();
      changed[at]++;
      try (ArchiveReader reader = open(changed)) {
        assertThat(reader.damaged()).hasSize(1);
        Path extracted = directory.resolve("extracted" + at);
        reader.extract(extracted);
        assertThat(extracted.resolve(reader.damaged().get(0))).doesNotExist();
        assertThat(extracted.resolve("empty.txt")).isEmptyFile();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 511, 512, 4095, 4096, 5000})
  void shortFileIsRejected(int length) {
    assertThatThrownBy(() -> open(Arrays.copyOf(archive, length)).close())
        .isInstanceOf(ArchiveException.class);
  }

  private ArchiveReader open(byte[] bytes) throws Exception {
    return ArchiveReader.open(Files.write(directory.resolve("changed"), bytes));
  }
}
