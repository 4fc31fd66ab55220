package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A kernel's bytes by their offset; never more than {@value #MOST} of them at a time. */
final class KernelFile implements AutoCloseable {

  /** The longest piece that can be read at once, in bytes. */
  static final int MOST = 8192;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private KernelFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static KernelFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path);
    try {
      return new KernelFile(path, channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** The file's bytes when it was opened. */
  long size() {
    return size;
  }

  /** Whether the file has all of these bytes; both numbers are unsigned. */
  boolean has(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
  }

  /** The bytes from the offset on, little-endian: as many as asked for, or as the file has. */
  ByteBuffer upTo(long offset, int length) throws IOException, KernelException {
    long there = Math.max(0, Math.min(length, size - offset));
    return exactly(offset, Math.toIntExact(there), "what was there a moment ago");
  }

  /** The bytes from the offset on, little-endian; refuses the file if it ends before them. */
  ByteBuffer exactly(long offset, int length, String part) throws IOException, KernelException {
    if (length > MOST) {
      throw new IllegalArgumentException("Not in one piece: " + length + " bytes");
    }
    if (!has(offset, length)) {
      throw KernelException.truncated(path, part, size);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw KernelException.truncated(path, part, size);
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
