package io.github.miragemaven.archive;

import io.github.miragemaven.archive.Placement.Piece;
import io.github.miragemaven.archive.Representation.Chunk;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes an archive: places the files' chunks, then copies them. */
final class ArchiveWriter {

  private final List<StoredFile> files;
  private final Index index;
  private final Placement.Places places;
  private final Spool spool;
  private final ByteBuffer buffer = ByteBuffer.allocate(ArchiveFormat.CHUNK_BYTES);
  private final MessageDigest digest = Sha256.digest();

  /** Places the files. */
  ArchiveWriter(List<StoredFile> files, Index index, Placement placement, Spool spool) {
    this.files = files;
    this.index = index;
    this.places =
        placement.place(pieces(files), ArchiveFormat.INDEX_OFFSET + (long) index.length());
    this.spool = spool;
  }

  private static List<Piece> pieces(List<StoredFile> files) {
    List<Piece> pieces = new ArrayList<>();
    for (StoredFile file : files) {
      long hash = ByteBuffer.wrap(Sha256.digest().digest(file.file().name())).getLong();
      boolean compressible = ContentType.isCompressible(file.file().path());
      for (Representation representation : file.representations()) {
        for (int number = 0; number < representation.chunks().size(); number++) {
          int length = representation.chunkLength(number);
          int bytes = (int) ArchiveFormat.roundUp(length, ArchiveFormat.UNIT);
          pieces.add(new Piece(hash, representation.encoding(), number, bytes, compressible));
        }
      }
    }
    return pieces;
  }

  /** The length of the archive. */
  long length() {
    return places.length();
  }

  /** Creates the archive as a sparse file. */
  void write(Path archive) throws IOException, FailureException {
    try (FileChannel out =
        FileChannel.open(
            archive,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      byte[] written = index.bytes(places.offsets());
      put(out, header(written), 0);
      put(out, ByteBuffer.wrap(written), ArchiveFormat.INDEX_OFFSET);
      int number = 0;
      for (StoredFile file : files) {
        for (Representation representation : file.representations()) {
          copy(file.file(), representation, out, number);
          number += representation.chunks().size();
        }
      }
      if (out.size() < places.length()) {
        put(out, ByteBuffer.allocate(1), places.length() - 1);
      }
    }
  }

  private ByteBuffer header(byte[] written) {
    ByteBuffer header = ArchiveFormat.buffer(ArchiveFormat.HEADER);
    header.put(ArchiveFormat.magic());
    header.putInt(ArchiveFormat.VERSION);
    header.putInt(0);
    header.putLong(places.length());
    header.putLong(ArchiveFormat.INDEX_OFFSET);
    header.putLong(written.length);
    header.put(digest.digest(written));
    digest.update(header.slice(0, ArchiveFormat.HEADER_CHECKED));
    header.put(digest.digest());
    return header.flip();
  }

  private void copy(SiteFile file, Representation representation, FileChannel out, int first)
      throws IOException, FailureException {
    if (representation.encoding() == Encoding.GZIP) {
      copy(file, representation, spool.channel(), out, first);
    } else {
      try (FileChannel in = FileChannel.open(file.source(), StandardOpenOption.READ)) {
        copy(file, representation, in, out, first);
      }
    }
  }

  private void copy(
      SiteFile file, Representation representation, FileChannel in, FileChannel out, int first)
      throws IOException, FailureException {
    int number = 0;
    for (Chunk chunk : representation.chunks()) {
      buffer.clear().limit(representation.chunkLength(number));
      long position = chunk.position();
      for (int read = 0; buffer.hasRemaining() && read >= 0; ) {
        read = in.read(buffer, position + buffer.position());
      }
      digest.update(buffer.flip().duplicate());
      if (!Arrays.equals(ArchiveFormat.digest(digest), chunk.digest())) {
        throw new EnvironmentFailureException(
            "%s changed while it was being archived.%nRun the build again when nothing else writes to the site."
                .formatted(file.source()));
      }
      put(out, buffer, places.offsets()[first + number++]);
    }
  }

  private static void put(FileChannel out, ByteBuffer bytes, long offset) throws IOException {
    int start = bytes.position();
    while (bytes.hasRemaining()) {
      out.write(bytes, offset + bytes.position() - start);
    }
  }
}
