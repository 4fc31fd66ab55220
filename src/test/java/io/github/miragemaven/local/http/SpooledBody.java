package io.github.miragemaven.local.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A request body that is too large for memory, in a file. */
final class SpooledBody extends Body {

  private final FileChannel file;
  private final long length;

  /** Wraps the first bytes of a file. */
  SpooledBody(FileChannel file, long length) {
    super(new byte[0], 0);
    this.file = file;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return new SpoolStream(file, length);
  }

  /** Reads a file from its start, regardless of its position. */
  private static final class SpoolStream extends InputStream {

    private final FileChannel file;
    private final long end;
    private long position;

    SpoolStream(FileChannel file, long end) {
      this.file = file;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int wanted = (int) Math.min(length, end - position);
      int read = wanted == 0 ? -1 : file.read(ByteBuffer.wrap(into, offset, wanted), position);
      position += Math.max(0, read);
      return read;
    }
  }
}
