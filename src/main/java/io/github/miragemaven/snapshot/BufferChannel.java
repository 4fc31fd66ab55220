package io.github.miragemaven.snapshot;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** Reads what a buffer has left. */
final class BufferChannel implements ReadableByteChannel {

  private final ByteBuffer bytes;
  private boolean open = true;

  /** Reads that buffer, whose own position stays where it is. */
  BufferChannel(ByteBuffer bytes) {
    this.bytes = bytes.duplicate();
  }

  @Override
  public int read(ByteBuffer into) throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
    int count = Math.min(into.remaining(), bytes.remaining());
    if (count == 0) {
      return into.hasRemaining() ? -1 : 0;
    }
    int from = bytes.position();
    into.put(into.position(), bytes, from, count).position(into.position() + count);
    bytes.position(from + count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
