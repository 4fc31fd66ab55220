package io.github.miragemaven.archive;

import io.github.miragemaven.archive.Representation.Chunk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes the header and the index. */
final class Index {

  private final List<StoredFile> files;
  private final List<Redirect> redirects;
  private final int modified;
  private final StringTable strings = new StringTable();
  private final int representations;
  private final int chunks;

  /**
   * An index.
   *
   * @param modified the modification time of every file, in seconds since 1970; 0 for none
   */
  Index(List<StoredFile> files, List<Redirect> redirects, long modified) {
    this.files = files;
    this.redirects = redirects;
    this.modified = (int) modified;
    this.representations = files.stream().mapToInt(file -> file.representations().size()).sum();
    this.chunks =
        files.stream()
            .flatMap(file -> file.representations().stream())
            .mapToInt(representation -> representation.chunks().size())
            .sum();
    for (StoredFile file : files) {
      strings.offset(file.file().path());
      strings.offset(file.headers().contentType());
      strings.offset(file.headers().lines());
    }
    for (Redirect redirect : redirects) {
      strings.offset(redirect.pattern());
      strings.offset(redirect.target());
    }
  }

  /** The index's length in bytes. */
  int length() {
    return ArchiveFormat.INDEX_HEAD
        + ArchiveFormat.FILE * files.size()
        + ArchiveFormat.REPRESENTATION * representations
        + ArchiveFormat.CHUNK * chunks
        + ArchiveFormat.REDIRECT * redirects.size()
        + strings.length();
  }

  /**
   * The bytes of the index.
   *
   * @param offsets the offset of each chunk
   */
  byte[] bytes(long[] offsets) {
    byte[] bytes = new byte[length()];
    ByteBuffer index = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    head(index);
    files(index);
    representations(index);
    chunks(index, offsets);
    redirects(index);
    index.put(strings.bytes());
    return bytes;
  }

  private void head(ByteBuffer index) {
    index.putInt(files.size());
    index.putInt(representations);
    index.putInt(chunks);
    index.putInt(redirects.size());
    index.putInt(strings.length());
    index.position(ArchiveFormat.INDEX_HEAD);
  }

  private void files(ByteBuffer index) {
    int first = 0;
    for (StoredFile file : files) {
      index.putInt(strings.offset(file.file().path()));
      index.putInt(strings.offset(file.headers().contentType()));
      index.putInt(strings.offset(file.headers().lines()));
      index.putInt(first);
      index.putInt(file.representations().size());
      index.putInt(modified);
      first += file.representations().size();
    }
  }

  private void representations(ByteBuffer index) {
    int first = 0;
    for (StoredFile file : files) {
      for (Representation representation : file.representations()) {
        index.putLong(representation.length());
        index.putInt(first);
        index.putInt(representation.encoding().number());
        index.put(representation.digest());
        first += representation.chunks().size();
      }
    }
  }

  private void chunks(ByteBuffer index, long[] offsets) {
    int number = 0;
    for (StoredFile file : files) {
      for (Representation representation : file.representations()) {
        for (Chunk chunk : representation.chunks()) {
          index.putInt((int) (offsets[number++] / ArchiveFormat.UNIT));
          index.put(chunk.digest());
        }
      }
    }
  }

  private void redirects(ByteBuffer index) {
    for (Redirect redirect : redirects) {
      index.putInt(strings.offset(redirect.pattern()));
      index.putInt(strings.offset(redirect.target()));
      index.putShort((short) redirect.status());
      index.putShort((short) (redirect.forced() ? 1 : 0));
    }
  }
}
