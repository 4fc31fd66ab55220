package io.github.miragemaven.snapshot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a range of a file. Several ranges may share a channel, as reads are positional. */
public final class FileRange extends InputStream {

  private final FileChannel file;
  private final long end;
  private long position;

  /** Creates a stream that reads {@code length} bytes from an offset of the file. */
  public FileRange(FileChannel file, long start, long length) {
    this.file = file;
    this.position = start;
    this.end = start + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, end - position);
    if (length == 0 || wanted == 0) {
      return length == 0 ? 0 : -1;
    }
    int read = file.read(ByteBuffer.wrap(into, offset, wanted), position);
    if (read < 0) {
      throw new EOFException("The image became shorter while it was sent");
    }
    position += read;
    return read;
  }
}
