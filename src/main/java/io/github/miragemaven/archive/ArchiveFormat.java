package io.github.miragemaven.archive;

import io.github.miragemaven.incremental.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The constants of the archive format, version 1 ({@code src/site/markdown/archive-format.md}). */
final class ArchiveFormat {

  static final int VERSION = 1;

  static final int HEADER = 104;
  static final int HEADER_CHECKED = 72;
  static final int INDEX_OFFSET = 4096;

  static final int INDEX_HEAD = 32;
  static final int FILE = 24;
  static final int REPRESENTATION = 32;
  static final int CHUNK = 20;
  static final int REDIRECT = 12;

  static final int CHUNK_BYTES = 1 << 16;
  static final int UNIT = 64;
  static final int DIGEST = 16;
  static final int LONGEST_STRING = 0xffff;

  private static final byte[] MAGIC = "MIRASITE".getBytes(StandardCharsets.US_ASCII);

  private ArchiveFormat() {}

  static byte[] magic() {
    return MAGIC.clone();
  }

  /** A buffer of zeros in the format's byte order. */
  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The first 16 bytes of a digest. */
  static byte[] digest(MessageDigest digest) {
    return Arrays.copyOf(digest.digest(), DIGEST);
  }

  /** The first 16 bytes of the digest of these bytes. */
  static byte[] digest(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return digest(digest);
  }

  static long roundUp(long value, long unit) {
    return (value + unit - 1) / unit * unit;
  }
}
