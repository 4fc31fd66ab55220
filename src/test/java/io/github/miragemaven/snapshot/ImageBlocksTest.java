package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a file of one and a half blocks. */
class ImageBlocksTest {

  private static final int SIZE = Block.SIZE * 3 / 2;

  private final byte[] content = new byte[SIZE];
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    new Random(5).nextBytes(content);
    file = Files.write(directory.resolve("image"), content);
  }

  @Test
  void lastBlockIsPaddedWithZeros() throws IOException {
    byte[] padded = Arrays.copyOf(content, 2 * Block.SIZE);
    try (ImageBlocks blocks = ImageBlocks.open(file)) {
      assertThat(blocks.count()).isEqualTo(2);
      for (int block = 0; block < 2; block++) {
        ByteBuffer expected = ByteBuffer.wrap(padded, block * Block.SIZE, Block.SIZE).slice();
        ByteBuffer read = ByteBuffer.allocateDirect(Block.SIZE);
        blocks.read(block, read);

        assertThat(read).isEqualTo(expected);
        assertThat(ByteBuffer.wrap(blocks.open(block).readAllBytes())).isEqualTo(expected);
      }
    }
  }

  @Test
  void streamReadsSingleBytesAndEnds() throws IOException {
    try (ImageBlocks blocks = ImageBlocks.open(file);
        InputStream block = blocks.open(1)) {
      assertThat(block.read()).isEqualTo(Byte.toUnsignedInt(content[Block.SIZE]));
      block.skipNBytes(Block.SIZE - 2);
      assertThat(block.read()).isZero();
      assertThat(block.read()).isEqualTo(-1);
    }
  }
}
