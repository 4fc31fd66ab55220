package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

  /** The SHA-256 of 524288 zeros, as sha256sum prints it. */
  private static final String ZEROS =
      "07854d2fef297a06ba81685e660c332de36d5d18d546927d30daad6d7fda1541";

  @TempDir Path directory;

  @Test
  void containsTheDigestsOfTheImageAndEachBlock() throws IOException {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(7, 0, 9));
    try (Manifest manifest = SampleImage.manifest(image)) {
      assertThat(manifest.imageSize()).isEqualTo(3 * 524288);
      assertThat(manifest.image()).isEqualTo(Sha256.ofFile(image));
      assertThat(manifest.blocks()).isEqualTo(3);
      assertThat(manifest.pieces()).isEqualTo(1);
      assertThat(Sha256.of(manifest.digest(1)).hex()).isEqualTo(ZEROS);
      assertThat(Sha256.of(manifest.digest(2))).isEqualTo(digestOfBlockOf(9));
    }
  }

  @Test
  void padsTheLastBlockWithZeros() throws IOException {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(7), 1000);
    byte[] block = new byte[524288];
    Arrays.fill(block, 0, 1000, (byte) 7);
    try (Manifest manifest = SampleImage.manifest(image)) {
      assertThat(manifest.imageSize()).isEqualTo(1000);
      assertThat(manifest.digest(0)).isEqualTo(Sha256.digest().digest(block));
    }
  }

  @Test
  void hasTheDocumentedFormat() throws IOException {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(7, 0, 9));
    try (Manifest manifest = SampleImage.manifest(image)) {
      ByteBuffer piece = ByteBuffer.wrap(manifest.piece(0));
      byte[] magic = new byte[8];
      piece.get(magic);
      assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("MIRAGEMF");
      assertThat(piece.getInt()).isEqualTo(1);
      assertThat(piece.getInt()).isEqualTo(524288);
      assertThat(piece.getLong()).isEqualTo(3 * 524288);
      byte[] digest = new byte[32];
      piece.get(24, digest);
      assertThat(Sha256.of(digest)).isEqualTo(Sha256.ofFile(image));
      piece.get(96 + 32, digest);
      assertThat(Sha256.of(digest).hex()).isEqualTo(ZEROS);
    }
  }

  @Test
  void hasMoreThanOnePieceForManyBlocks() throws IOException {
    int blocks = 16382;
    Path image = SampleImage.write(directory.resolve("8GiB.img"), List.of(), blocks * 524288L);
    try (Manifest manifest = SampleImage.manifest(image)) {
      assertThat(manifest.pieces()).isEqualTo(2);
      assertThat(Manifest.pieces(manifest.piece(0))).contains(2);
      assertThat(Sha256.of(manifest.digest(blocks - 1)).hex()).isEqualTo(ZEROS);
      byte[] last = new byte[32];
      ByteBuffer.wrap(manifest.piece(1)).get(0, last);
      assertThat(Sha256.of(last).hex()).isEqualTo(ZEROS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 12, 20, 30, 60, 100, 200, 5000, 524287})
  void isRejectedWhenDamaged(int offset) throws IOException {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(7, 0, 9));
    SampleImage.manifest(image).close();
    Path file = directory.resolve("disk.img.manifest");
    byte[] bytes = Files.readAllBytes(file);
    bytes[offset] ^= 0x40;
    Files.write(file, bytes);
    assertThat(Manifest.open(file)).isEmpty();
  }

  @Test
  void isRejectedWhenTruncatedOrMissing() throws IOException {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(7));
    SampleImage.manifest(image).close();
    Path file = directory.resolve("disk.img.manifest");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(524287);
    }
    assertThat(Manifest.open(file)).isEmpty();
    assertThat(Manifest.open(directory.resolve("nothing"))).isEmpty();
  }

  private static Sha256 digestOfBlockOf(int value) {
    byte[] block = new byte[524288];
    Arrays.fill(block, (byte) value);
    return Sha256.of(Sha256.digest().digest(block));
  }
}
