package io.github.miragemaven.image.ext2;

import static io.github.miragemaven.image.ext2.WrittenImage.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ext2PlanTest {

  private static final long TIB = 1L << 40;

  /**
   * Boot block, superblock and descriptors, two bitmaps, an inode table for 11 inodes, root and
   * lost+found: with 1 KiB blocks 1 + 2 + 2 + 2 + 2, with 4 KiB blocks (the first holds boot block
   * and superblock) 2 + 2 + 1 + 2.
   */
  @ParameterizedTest
  @CsvSource({"1024, 9", "2048, 7", "4096, 7"})
  void givesAnEmptyTreeTheSmallestSize(int blockSize, int blocks) throws Exception {
    assertThat(Ext2Plan.of(Ext2Tree.builder().build(), settings(blockSize)).size())
        .isEqualTo((long) blocks * blockSize);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1, 1",
    "1024, 12288, 12",
    "1024, 12289, 14",
    "1024, 274432, 269",
    "1024, 274433, 272",
    "1024, 67383296, 66062",
    "1024, 67383297, 66066",
    "4096, 49152, 12",
    "4096, 49153, 14",
    "4096, 4243456, 1037",
    "4096, 4243457, 1040"
  })
  void countsTheBlocksOfAFileWithItsIndirectOnes(int blockSize, long bytes, long blocks) {
    assertThat(BlockMap.of(blockSize, bytes, 0).count()).isEqualTo(blocks);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void needsNoByteMoreThanTheSizeItFinds(int blockSize) throws Exception {
    for (long bytes = 1; bytes < 300_000_000; bytes = bytes * 3 + 1) {
      Ext2Tree tree = Ext2Tree.builder().file("/a", new PatternSource(bytes, 0)).build();
      long size = Ext2Plan.of(tree, settings(blockSize)).size();
      assertThat(Ext2Plan.of(tree, settings(blockSize, OptionalLong.of(size))).size())
          .isEqualTo(size);
      assertThatExceptionOfType(Ext2Exception.class)
          .isThrownBy(
              () -> Ext2Plan.of(tree, settings(blockSize, OptionalLong.of(size - blockSize))))
          .withMessageContaining(
              "is set to %d bytes, but its content needs %d", size - blockSize, size);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void takesEverySetSizeFromTheSmallestOn(int blockSize) throws Exception {
    Ext2Tree tree = Ext2Tree.builder().file("/a", new PatternSource(40_000_000, 0)).build();
    long smallest = Ext2Plan.of(tree, settings(blockSize)).size();
    for (long size = smallest; size < 5 * smallest; size += blockSize * 7L) {
      assertThat(Ext2Plan.of(tree, settings(blockSize, OptionalLong.of(size))).size())
          .isEqualTo(size);
    }
  }

  @Test
  void rejectsSizesThatAreNotMultiplesOfTheBlockSize() {
    refuses(settings(4096, OptionalLong.of(10_000_000)), "10000000 bytes", "block size 4096");
    refuses(settings(1024, OptionalLong.of(0)), "0 bytes");
    refuses(settings(1024, OptionalLong.of(-1024)), "-1024 bytes");
  }

  @Test
  void rejectsMoreThanOneTib() throws Exception {
    refuses(settings(4096, OptionalLong.of(TIB + 4096)), "1099511631872 bytes", "1 TiB");
    Ext2Tree.Builder builder = Ext2Tree.builder();
    for (int i = 0; i < 512; i++) {
      builder.file("/" + i, new PatternSource(1L << 31, 0));
    }
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> Ext2Plan.of(builder.build(), settings(1024)))
        .withMessageContaining("the maximum is 1099511627776 (1 TiB)");
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> Ext2Plan.of(builder.build(), settings(4096)));
  }

  @Test
  void allowsOneTib() throws Exception {
    Ext2Tree.Builder builder = Ext2Tree.builder();
    for (int i = 0; i < 505; i++) {
      builder.file("/" + i, new PatternSource(1L << 31, 0));
    }
    assertThat(Ext2Plan.of(builder.build(), settings(1024)).size()).isBetween(TIB * 505 / 512, TIB);
  }

  @Test
  void rejectsInvalidSettings() {
    Instant now = WrittenImage.TIME_OF_TESTS;
    UUID uuid = WrittenImage.UUID_OF_TESTS;
    OptionalLong exact = OptionalLong.empty();
    refuses(new Ext2Settings(512, exact, uuid, "", now), "block size is 512");
    refuses(new Ext2Settings(8192, exact, uuid, "", now), "block size is 8192");
    refuses(new Ext2Settings(1024, exact, uuid, "ééééééééé", now), "ééééééééé", "16 bytes");
    refuses(new Ext2Settings(1024, exact, uuid, "a\0", now), "no NUL");
    refuses(new Ext2Settings(1024, exact, new UUID(0, 0), "", now), "nil UUID");
    refuses(
        new Ext2Settings(1024, exact, uuid, "", Instant.parse("2038-01-19T03:14:08Z")),
        "2038-01-19T03:14:08Z");
    refuses(
        new Ext2Settings(1024, exact, uuid, "", Instant.parse("1969-12-31T23:59:59Z")),
        "1969-12-31T23:59:59Z");
  }

  private static void refuses(Ext2Settings settings, String... words) {
    assertThatExceptionOfType(Ext2Exception.class)
        .isThrownBy(() -> Ext2Plan.of(Ext2Tree.builder().build(), settings))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
