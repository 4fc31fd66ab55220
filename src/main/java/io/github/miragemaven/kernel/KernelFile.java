package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Random access to a kernel's bytes, at most {@value #MAXIMUM_READ} at a time. */
final class KernelFile implements AutoCloseable {

  /** The greatest number of bytes that can be read at once. */
  static final int MAXIMUM_READ = 8192;

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

  /** Returns the file's size in bytes when it was opened. */
  long size() {
    return size;
  }

  /** Returns whether the range is within the file; both numbers are unsigned. */
  boolean has(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
  }

  /**
   * Returns at most that many bytes from the offset, fewer at the end of the file, in a
   * little-endian buffer.
   */
  ByteBuffer upTo(long offset, int length) throws IOException, KernelException {
    long there = Math.max(0, Math.min(length, size - offset));
    return exactly(offset, Math.toIntExact(there), "its start");
  }

  /**
   * Returns bytes from the offset in a little-endian buffer; throws an exception if the file is too
   * short.
   */
  ByteBuffer exactly(long offset, int length, String part) throws IOException, KernelException {
    if (length > MAXIMUM_READ) {
      throw new IllegalArgumentException("Too many bytes to read at once: " + length);
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
