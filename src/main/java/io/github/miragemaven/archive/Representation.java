package io.github.miragemaven.archive;

import java.util.List;

/**
 * A file's content in one encoding.
 *
 * @param encoding the encoding
 * @param length its length in bytes
 * @param digest the first 16 bytes of its SHA-256
 * @param chunks its chunks of 64 KiB, the last of which may be shorter; unmodifiable
 */
@SuppressWarnings("ArrayRecordComponent")
record Representation(Encoding encoding, long length, byte[] digest, List<Chunk> chunks) {

  /**
   * A chunk.
   *
   * @param position where its bytes are: in the file, in the spool, or in an archive
   * @param digest the first 16 bytes of its SHA-256
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Chunk(long position, byte[] digest) {}

  /** The length of a chunk in bytes. */
  int chunkLength(int number) {
    return (int)
        Math.min(ArchiveFormat.CHUNK_BYTES, length - (long) number * ArchiveFormat.CHUNK_BYTES);
  }
}
