package io.github.miragemaven.archive;

import java.util.List;

/**
 * A file's content in one encoding.
 *
 * @param encoding the encoding
 * @param length its length in bytes
 * @param digest the first 16 bytes of its SHA-256
 * @param chunks its chunks in order
 */
record Representation(Encoding encoding, long length, byte[] digest, List<Chunk> chunks) {

  /**
   * A part of at most 64 KiB.
   *
   * @param position where its bytes are now: in the file, or in the spool of compressed copies
   * @param digest the first 16 bytes of its SHA-256
   */
  record Chunk(long position, int length, byte[] digest) {}

  Representation {
    chunks = List.copyOf(chunks);
  }
}
