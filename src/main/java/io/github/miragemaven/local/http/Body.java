package io.github.miragemaven.local.http;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a request body, in memory or, if large, in a file. They belong to the connection and
 * are valid until its next request.
 */
public final class Body {

  private static final int BUFFER = 64 << 10;

  private final byte[] buffer;
  private final long length;
  private final Optional<FileChannel> spool;

  private Body(byte[] buffer, long length, Optional<FileChannel> spool) {
    this.buffer = buffer;
    this.length = length;
    this.spool = spool;
  }

  /** Wraps the first bytes of a buffer without copying them. */
  Body(byte[] buffer, int length) {
    this(buffer, length, Optional.empty());
  }

  /** Wraps the first bytes of a file. */
  static Body in(FileChannel spool, long length) {
    return new Body(new byte[0], length, Optional.of(spool));
  }

  /** Returns a body with these bytes. */
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone(), bytes.length);
  }

  /** Returns the number of bytes. */
  public long length() {
    return length;
  }

  /** Returns the bytes as UTF-8 text; empty for a body in a file, which is never text. */
  public String text() {
    return spool.isPresent() ? "" : new String(buffer, 0, (int) length, StandardCharsets.UTF_8);
  }

  /** Opens the bytes for reading. */
  public InputStream stream() {
    return spool.isPresent()
        ? new SpoolStream(spool.get(), length)
        : new ByteArrayInputStream(buffer, 0, (int) length);
  }

  /**
   * Tells whether a body in memory holds only zeros: the first byte is zero, and every byte equals
   * the next.
   */
  public boolean isZeros() {
    int end = (int) length;
    return spool.isEmpty()
        && end > 0
        && buffer[0] == 0
        && Arrays.equals(buffer, 0, end - 1, buffer, 1, end);
  }

  /** Returns the SHA-256 of the bytes. */
  public Sha256 sha256() {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = stream()) {
      byte[] bytes = new byte[BUFFER];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        digest.update(bytes, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.of(digest.digest());
  }

  /** Writes the bytes of a body in memory into a file at an offset. */
  public void writeTo(FileChannel file, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, (int) length);
    while (bytes.hasRemaining()) {
      file.write(bytes, offset + bytes.position());
    }
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
