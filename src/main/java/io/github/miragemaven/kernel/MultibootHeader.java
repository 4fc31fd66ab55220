package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Detects the Multiboot header (Multiboot 0.6.96, section 3.1). */
final class MultibootHeader {

  /** The number of bytes at the start of the file that must contain the header. */
  static final int SEARCH = 8192;

  static final int MAGIC = 0x1BADB002;

  private static final int ALIGNMENT = 4;
  private static final int FLAGS = 4;
  private static final int CHECKSUM = 8;
  private static final int MINIMUM_SIZE = 12;

  private MultibootHeader() {}

  static boolean isIn(KernelFile file) throws IOException, KernelException {
    ByteBuffer start = file.upTo(0, SEARCH);
    for (int at = 0; at <= start.limit() - MINIMUM_SIZE; at += ALIGNMENT) {
      if (start.getInt(at) == MAGIC
          && MAGIC + start.getInt(at + FLAGS) + start.getInt(at + CHECKSUM) == 0) {
        return true;
      }
    }
    return false;
  }
}
