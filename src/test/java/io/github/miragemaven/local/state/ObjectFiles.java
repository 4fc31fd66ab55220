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

/** The data of objects and parts: a sparse file for each, in which zeros take no space. */
public final class ObjectFiles {

  private static final int CHUNK = 64 << 10;
  private static final byte[] ZEROS = new byte[CHUNK];

  /** The age until which unreferenced files are kept, as they may still be written. */
  private static final Duration BEING_WRITTEN = Duration.ofHours(1);

  private final Path directory;

  ObjectFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Writes a stream to a new file and returns its name. */
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

  /** Opens the concatenation of pieces. */
  public InputStream open(List<Piece> pieces) {
    return new PieceStream(pieces.iterator());
  }

  /** Deletes the file with a name. */
  public void remove(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  /** Deletes the files that a killed server left. */
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

  /** Reads files one after the other. */
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
