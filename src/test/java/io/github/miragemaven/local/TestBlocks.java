package io.github.miragemaven.local;

import io.github.miragemaven.incremental.Sha256;
import java.util.Base64;
import java.util.Random;

/** Blocks of 512 KiB. */
final class TestBlocks {

  static final int SIZE = 524_288;

  private TestBlocks() {}

  static byte[] random(long seed) {
    byte[] block = new byte[SIZE];
    new Random(seed).nextBytes(block);
    return block;
  }

  static byte[] zeros() {
    return new byte[SIZE];
  }

  /** Returns the SHA-256 in base64, as EBS requires it. */
  static String checksum(byte[] bytes) {
    return Base64.getEncoder().encodeToString(Sha256.digest().digest(bytes));
  }
}
