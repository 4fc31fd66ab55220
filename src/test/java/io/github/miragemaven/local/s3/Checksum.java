package io.github.miragemaven.local.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The checksums that a client may send, in a header or trailer with their name. */
enum Checksum {
  /** CRC-32, the SDK's default. */
  CRC32,
  /** CRC-32C. */
  CRC32C,
  /** SHA-1. */
  SHA1,
  /** SHA-256. */
  SHA256;

  private static final String HEADER = "x-amz-checksum-";

  /** Returns the checksum with a name, as in {@code x-amz-checksum-algorithm}. */
  static Optional<Checksum> named(String name) {
    return Stream.of(values()).filter(one -> one.name().equals(name)).findFirst();
  }

  /** Returns the checksum whose value is in the header or trailer with a name. */
  static Optional<Checksum> in(String header) {
    return Stream.of(values()).filter(one -> one.header().equals(header)).findFirst();
  }

  /** Returns the name of its header. */
  String header() {
    return HEADER + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of its XML element. */
  String element() {
    return "Checksum" + name();
  }

  /** Starts computing a checksum. */
  Running start() {
    return switch (this) {
      case CRC32 -> ofCrc(new CRC32());
      case CRC32C -> ofCrc(new CRC32C());
      case SHA1 -> ofDigest("SHA-1");
      case SHA256 -> ofDigest("SHA-256");
    };
  }

  /**
   * Returns the checksum of a multipart object: the checksum of its parts' checksums, and the
   * number of parts.
   */
  String ofParts(Stream<String> parts) {
    Running whole = start();
    long[] count = {0};
    parts.forEach(
        part -> {
          byte[] bytes = Base64.getDecoder().decode(part);
          whole.update(bytes, bytes.length);
          count[0]++;
        });
    return whole.value() + "-" + count[0];
  }

  /** A checksum while it is being computed. */
  interface Running {

    /** Adds the first bytes of a buffer. */
    void update(byte[] bytes, int length);

    /** Returns the checksum, in Base64. */
    String value();
  }

  private static Running ofCrc(java.util.zip.Checksum crc) {
    return new Running() {
      @Override
      public void update(byte[] bytes, int length) {
        crc.update(bytes, 0, length);
      }

      @Override
      public String value() {
        return base64(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
      }
    };
  }

  private static Running ofDigest(String algorithm) {
    MessageDigest digest = digest(algorithm);
    return new Running() {
      @Override
      public void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
      }

      @Override
      public String value() {
        return base64(digest.digest());
      }
    };
  }

  /** Returns a digest of the Java platform. */
  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has " + algorithm, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
