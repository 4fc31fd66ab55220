package io.github.miragemaven.archive;

import java.util.List;

/** Where the chunks are in the archive. */
interface Placement {

  /**
   * A chunk to place.
   *
   * @param pathHash the first 8 bytes of the SHA-256 of the file's path
   * @param encoding the encoding of its representation
   * @param number its number in the representation
   * @param bytes its size, rounded up to a multiple of 64
   * @param compressible whether the file's type is compressible
   */
  record Piece(long pathHash, Encoding encoding, int number, int bytes, boolean compressible) {}

  /**
   * The result.
   *
   * @param offsets the offset of each piece
   * @param length the length of the archive
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Places(long[] offsets, long length) {}

  /**
   * Places the pieces, which are in the order of the index, behind the index.
   *
   * @param indexEnd the offset of the first byte after the index
   */
  Places place(List<Piece> pieces, long indexEnd);
}
