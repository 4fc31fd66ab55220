package io.github.miragemaven.local.http;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The bytes of a request's body. They are the connection's own and hold until its next request. */
public final class Body {

  private final byte[] buffer;
  private final int length;

  /** The first bytes of a buffer, which is not copied. */
  Body(byte[] buffer, int length) {
    this.buffer = buffer;
    this.length = length;
  }

  /** A body of these bytes. */
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone(), bytes.length);
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** The bytes as UTF-8 text. */
  public String text() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  /** The SHA-256 of the bytes. */
  public Sha256 sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(buffer, 0, length);
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
