package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class BufferChannelTest {

  private final ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}).position(1);

  @Test
  void readsWhatIsLeftAndThenNothing() throws IOException {
    ByteBuffer into = ByteBuffer.allocate(3);
    try (BufferChannel channel = new BufferChannel(bytes)) {
      assertThat(channel.read(into)).isEqualTo(3);
      assertThat(channel.read(into)).isZero();
      assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
      assertThat(channel.read(into.clear())).isEqualTo(1);
      assertThat(channel.read(into)).isEqualTo(-1);
      assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {5}));
    }
    assertThat(bytes.position()).isEqualTo(1);
  }

  @Test
  void readsNothingMoreOnceItIsClosed() {
    BufferChannel channel = new BufferChannel(bytes);
    channel.close();

    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ClosedChannelException.class);
  }
}
