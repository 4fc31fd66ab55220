package io.github.miragemaven.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the header by which a Multiboot loader knows a kernel (Multiboot 0.6.96, section 3.1). */
final class MultibootHeader {

  /** The header is within that many bytes from the start of the file. */
  static final int SEARCH = 8192;

  static final int MAGIC = 0x1BADB002;

  private static final int ALIGNMENT = 4;
  private static final int FLAGS = 4;
  private static final int CHECKSUM = 8;
  private static final int SHORTEST = 12;

  private MultibootHeader() {}

  static boolean isIn(KernelFile file) throws IOException, KernelException {
    ByteBuffer start = file.upTo(0, SEARCH);
    for (int at = 0; at <= start.limit() - SHORTEST; at += ALIGNMENT) {
      if (start.getInt(at) == MAGIC
          && MAGIC + start.getInt(at + FLAGS) + start.getInt(at + CHECKSUM) == 0) {
        return true;
      }
    }
    return false;
  }
}
