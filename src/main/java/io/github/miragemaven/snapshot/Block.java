package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** The unit in which EBS direct moves a volume's data, and its numbers. */
final class Block {

  /** The size of every block in bytes (EBS direct APIs, PutSnapshotBlock, DataLength). */
  static final int SIZE = 512 * 1024;

  /** The size of a SHA-256 digest in bytes. */
  static final int DIGEST = 32;

  /** Volumes are measured in GiB. */
  static final int PER_GIB = (1 << 30) / SIZE;

  private static final byte[] ZEROS = new byte[SIZE];
  private static final byte[] ZERO_DIGEST = Sha256.digest().digest(ZEROS);

  private Block() {}

  /** How many blocks hold that many bytes. */
  static int count(long bytes) {
    return Math.toIntExact((bytes + SIZE - 1) / SIZE);
  }

  /** The digest of a whole block; blocks of nothing but zeros, which are many, cost little. */
  static byte[] digest(ByteBuffer block, MessageDigest sha256) {
    if (block.mismatch(ByteBuffer.wrap(ZEROS)) < 0) {
      return zeroDigest();
    }
    sha256.update(block);
    return sha256.digest();
  }

  /** Opens the bytes of a block of zeros. */
  static InputStream zeros() {
    return new ByteArrayInputStream(ZEROS);
  }

  /** The digest of a block of zeros. */
  static byte[] zeroDigest() {
    return ZERO_DIGEST.clone();
  }

  /** Whether this is the digest of a block of zeros. */
  static boolean isZero(byte[] digest) {
    return Arrays.equals(digest, ZERO_DIGEST);
  }
}
