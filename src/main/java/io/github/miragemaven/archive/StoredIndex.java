package io.github.miragemaven.archive;

import io.github.miragemaven.archive.Representation.Chunk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Parses an index, and checks that it refers to nothing outside the archive. */
final class StoredIndex {

  /** An index that contradicts itself. */
  static final class InvalidIndexException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidIndexException(String message) {
      super(message);
    }
  }

  private final ByteBuffer index;
  private final long archiveLength;
  private final int strings;
  private final int stringsLength;

  final List<ArchivedFile> files = new ArrayList<>();
  final List<Redirect> redirects = new ArrayList<>();

  /**
   * Parses an index.
   *
   * @param bytes the index
   * @param archiveLength the length of its archive
   */
  StoredIndex(byte[] bytes, long archiveLength) throws InvalidIndexException {
    this.index = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.archiveLength = archiveLength;
    require(bytes.length >= ArchiveFormat.INDEX_HEAD, "its head");
    int fileTable = ArchiveFormat.INDEX_HEAD;
    long representationTable = fileTable + count(0) * ArchiveFormat.FILE;
    long chunkTable = representationTable + count(1) * ArchiveFormat.REPRESENTATION;
    long redirectTable = chunkTable + count(2) * ArchiveFormat.CHUNK;
    long stringTable = redirectTable + count(3) * ArchiveFormat.REDIRECT;
    require(stringTable + count(4) == bytes.length, "its length");
    this.strings = (int) stringTable;
    this.stringsLength = (int) count(4);
    List<Chunk> chunks = chunks((int) chunkTable, (int) count(2));
    List<Representation> representations =
        representations((int) representationTable, (int) count(1), chunks);
    readFiles(fileTable, (int) count(0), representations);
    readRedirects((int) redirectTable, (int) count(3));
  }

  /** A number of the head, which is unsigned. */
  private long count(int number) {
    return unsigned(number * Integer.BYTES);
  }

  private List<Chunk> chunks(int table, int count) throws InvalidIndexException {
    List<Chunk> chunks = new ArrayList<>(count);
    for (int at = table; at < table + count * ArchiveFormat.CHUNK; at += ArchiveFormat.CHUNK) {
      long offset = unsigned(at) * ArchiveFormat.UNIT;
      require(offset < archiveLength, "the offset of a chunk");
      chunks.add(new Chunk(offset, digest(at + Integer.BYTES)));
    }
    return Collections.unmodifiableList(chunks);
  }

  private List<Representation> representations(int table, int count, List<Chunk> chunks)
      throws InvalidIndexException {
    List<Representation> representations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = table + i * ArchiveFormat.REPRESENTATION;
      long length = index.getLong(at);
      long first = unsigned(at + Long.BYTES);
      long encoding = unsigned(at + Long.BYTES + Integer.BYTES);
      require(length >= 0 && length <= archiveLength, "the length of a representation");
      long end =
          first
              + ArchiveFormat.roundUp(length, ArchiveFormat.CHUNK_BYTES)
                  / ArchiveFormat.CHUNK_BYTES;
      require(end <= chunks.size(), "the chunks of a representation");
      Representation representation =
          new Representation(
              encoding(encoding),
              length,
              digest(at + Long.BYTES + 2 * Integer.BYTES),
              chunks.subList((int) first, (int) end));
      representations.add(representation);
    }
    return Collections.unmodifiableList(representations);
  }

  private static Encoding encoding(long number) throws InvalidIndexException {
    for (Encoding encoding : Encoding.values()) {
      if (encoding.number() == number) {
        return encoding;
      }
    }
    throw new InvalidIndexException("an encoding");
  }

  private void readFiles(int table, int count, List<Representation> representations)
      throws InvalidIndexException {
    byte[] last = {};
    for (int i = 0; i < count; i++) {
      int at = table + i * ArchiveFormat.FILE;
      String path = string(at);
      byte[] name = path.getBytes(StandardCharsets.UTF_8);
      require(Arrays.compareUnsigned(last, name) < 0, "the order of the files");
      last = name;
      long first = unsigned(at + 3 * Integer.BYTES);
      long end = first + unsigned(at + 4 * Integer.BYTES);
      require(first < end && end <= representations.size(), "the representations of a file");
      require(
          representations.get((int) first).encoding() == Encoding.IDENTITY,
          "the first representation of a file");
      long modified = unsigned(at + 5 * Integer.BYTES);
      files.add(
          new ArchivedFile(
              path,
              new Headers(string(at + Integer.BYTES), string(at + 2 * Integer.BYTES)),
              modified == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(modified)),
              representations.subList((int) first, (int) end)));
    }
  }

  private void readRedirects(int table, int count) throws InvalidIndexException {
    for (int i = 0; i < count; i++) {
      int at = table + i * ArchiveFormat.REDIRECT;
      int flags = at + 2 * Integer.BYTES;
      redirects.add(
          new Redirect(
              string(at),
              string(at + Integer.BYTES),
              Short.toUnsignedInt(index.getShort(flags)),
              index.getShort(flags + Short.BYTES) != 0));
    }
  }

  /** The string to which the four bytes at this position refer. */
  private String string(int at) throws InvalidIndexException {
    long offset = unsigned(at);
    require(offset + Short.BYTES <= stringsLength, "the offset of a string");
    int start = strings + (int) offset;
    int length = Short.toUnsignedInt(index.getShort(start));
    require(offset + Short.BYTES + length <= stringsLength, "the length of a string");
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(index.slice(start + Short.BYTES, length))
          .toString()
          .intern();
    } catch (CharacterCodingException e) {
      throw new InvalidIndexException("the encoding of a string");
    }
  }

  private byte[] digest(int at) {
    byte[] digest = new byte[ArchiveFormat.DIGEST];
    index.get(at, digest);
    return digest;
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(index.getInt(at));
  }

  private static void require(boolean condition, String what) throws InvalidIndexException {
    if (!condition) {
      throw new InvalidIndexException(what);
    }
  }
}
