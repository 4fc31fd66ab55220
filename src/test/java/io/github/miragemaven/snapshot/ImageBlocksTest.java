package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blocks of a file of one and a half blocks. */
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

  @ParameterizedTest
  @ValueSource(ints = {1000, 1 << 16, Block.SIZE, 2 * Block.SIZE})
  void areReadInPiecesOfAnySizeWithZerosBehindTheFilesEnd(int piece) throws IOException {
    byte[] whole = Arrays.copyOf(content, 2 * Block.SIZE);
    try (ImageBlocks blocks = ImageBlocks.open(file)) {
      assertThat(blocks.count()).isEqualTo(2);
      for (int block = 0; block < 2; block++) {
        ByteBuffer wanted = ByteBuffer.wrap(whole, block * Block.SIZE, Block.SIZE).slice();
        ByteBuffer read = ByteBuffer.allocateDirect(Block.SIZE);
        blocks.read(block, read);

        assertThat(read).isEqualTo(wanted);
        assertThat(all(blocks.open(block), piece)).isEqualTo(wanted);
      }
    }
  }

  @Test
  void leaveAloneWhatIsInTheBufferAlready() throws IOException {
    try (ImageBlocks blocks = ImageBlocks.open(file);
        ReadableByteChannel block = blocks.open(0)) {
      ByteBuffer into = ByteBuffer.allocateDirect(16).put((byte) 7).limit(11);

      assertThat(block.read(into)).isEqualTo(10);

      assertThat(into.position()).isEqualTo(11);
      assertThat(into.limit()).isEqualTo(11);
      assertThat(into.get(0)).isEqualTo((byte) 7);
      assertThat(into.slice(1, 10)).isEqualTo(ByteBuffer.wrap(content, 0, 10));
      assertThat(block.read(into)).isZero();
    }
  }

  @Test
  void endWhenTheyAreClosed() throws IOException {
    try (ImageBlocks blocks = ImageBlocks.open(file)) {
      ReadableByteChannel block = blocks.open(0);
      assertThat(block.isOpen()).isTrue();
      block.close();

      assertThat(block.isOpen()).isFalse();
      assertThatThrownBy(() -> block.read(ByteBuffer.allocate(1)))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  private static ByteBuffer all(ReadableByteChannel channel, int piece) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Block.SIZE);
    ByteBuffer some = ByteBuffer.allocateDirect(piece);
    while (channel.read(some) >= 0) {
      all.put(some.flip());
      some.clear();
    }
    return all.flip();
  }
}
