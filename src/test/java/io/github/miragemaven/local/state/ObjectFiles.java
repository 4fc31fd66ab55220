package io.github.miragemaven.local.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The bytes of objects and of parts: a sparse file for each, in which zeros take no room. */
public final class ObjectFiles {

  private static final int CHUNK = 64 << 10;
  private static final byte[] ZEROS = new byte[CHUNK];

  /** A file that nothing names is left alone for so long, as it may be still being written. */
  private static final Duration BEING_WRITTEN = Duration.ofHours(1);

  private final Path directory;

  ObjectFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Writes all bytes of a stream to a new file, and gives its name. */
  public String write(InputStream in) throws IOException {
    String name = UUID.randomUUID() + ".data";
    boolean whole = false;
    try {
      write(in, directory.resolve(name));
      whole = true;
      return name;
    } finally {
      if (!whole) {
        remove(name);
      }
    }
  }

  private static void write(InputStream in, Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] chunk = new byte[CHUNK];
      long size = 0;
      for (int read = in.readNBytes(chunk, 0, CHUNK); read > 0; ) {
        if (!Arrays.equals(chunk, 0, read, ZEROS, 0, read)) {
          ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
          while (bytes.hasRemaining()) {
            out.write(bytes, size + bytes.position());
          }
        }
        size += read;
        read = in.readNBytes(chunk, 0, CHUNK);
      }
      if (out.size() < size) {
        out.write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  /** The bytes of some pieces, one after the other. */
  public InputStream open(List<Piece> pieces) {
    return new PieceStream(pieces.iterator());
  }

  /** Removes the file of that name. */
  public void remove(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  /** Removes the files that a killed server has left. */
  void retain(Set<String> used) throws IOException {
    Instant limit = Instant.now().minus(BEING_WRITTEN);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!used.contains(file.getFileName().toString())
            && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Opens each file when the one before it has been read. */
  private final class PieceStream extends InputStream {

    private final Iterator<Piece> left;
    private InputStream current = InputStream.nullInputStream();

    PieceStream(Iterator<Piece> left) {
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = current.read(into, offset, length);
      while (read < 0 && left.hasNext()) {
        current.close();
        current = Files.newInputStream(directory.resolve(left.next().file()));
        read = current.read(into, offset, length);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
