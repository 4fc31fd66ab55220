package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Constants and digests of blocks, the units in which the EBS direct APIs transfer data. */
final class Block {

  /** The size of every block in bytes (EBS direct APIs, PutSnapshotBlock, DataLength). */
  static final int SIZE = 512 * 1024;

  /** The size of a SHA-256 digest in bytes. */
  static final int DIGEST_SIZE = 32;

  /** The number of blocks in a GiB, the unit of volume sizes. */
  static final int PER_GIB = (1 << 30) / SIZE;

  private static final byte[] ZEROS = new byte[SIZE];
  private static final byte[] ZERO_DIGEST = Sha256.digest().digest(ZEROS);

  private Block() {}

  /** Returns the number of blocks that a number of bytes needs. */
  static int count(long bytes) {
    return Math.toIntExact((bytes + SIZE - 1) / SIZE);
  }

  /** Computes the digest of a block. Blocks of zeros are common, so they skip the computation. */
  static byte[] digest(ByteBuffer block, MessageDigest sha256) {
    if (block.mismatch(ByteBuffer.wrap(ZEROS)) < 0) {
      return zeroDigest();
    }
    sha256.update(block);
    return sha256.digest();
  }

  /** Opens a stream of zeros, at most {@value #SIZE} of them. */
  static InputStream zeros(int count) {
    return new ByteArrayInputStream(ZEROS, 0, count);
  }

  /** Returns the digest of a block of zeros. */
  static byte[] zeroDigest() {
    return ZERO_DIGEST.clone();
  }

  /** Tells whether this is the digest of a block of zeros. */
  static boolean isZero(byte[] digest) {
    return Arrays.equals(digest, ZERO_DIGEST);
  }
}
