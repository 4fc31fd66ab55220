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

/** The bytes of a request body. They are valid until the request has been answered. */
public class Body {

  private static final int BUFFER = 64 << 10;

  private final byte[] buffer;
  private final int length;

  /** Wraps the first bytes of a buffer without copying them. */
  Body(byte[] buffer, int length) {
    this.buffer = buffer;
    this.length = length;
  }

  /** Returns a body with these bytes. */
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone(), bytes.length);
  }

  /** Returns the number of bytes. */
  public long length() {
    return length;
  }

  /** Returns the bytes as UTF-8 text. */
  public String text() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  /** Opens the bytes for reading. */
  public InputStream stream() {
    return new ByteArrayInputStream(buffer, 0, length);
  }

  /**
   * Tells whether the body holds only zeros: the first byte is zero, and every byte equals the
   * next.
   */
  public boolean isZeros() {
    return length > 0 && buffer[0] == 0 && Arrays.equals(buffer, 0, length - 1, buffer, 1, length);
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

  /** Writes the bytes into a file at an offset. */
  public void writeTo(FileChannel file, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
    while (bytes.hasRemaining()) {
      file.write(bytes, offset + bytes.position());
    }
  }
}
