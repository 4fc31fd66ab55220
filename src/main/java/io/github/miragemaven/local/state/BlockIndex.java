package io.github.miragemaven.local.state;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The index of a snapshot's blocks: a sparse file with a 64-byte entry for each block, after a
 * header of the same size with the time of the last write. No entry crosses a page, so a killed
 * writer leaves each one either old or new.
 */
final class BlockIndex {

  /**
   * One block of a snapshot.
   *
   * @param index the block index
   * @param digest the SHA-256 of its data
   * @param written whether it was written to this snapshot rather than inherited
   * @param layer the snapshot whose file holds its data
   */
  record Entry(int index, Sha256 digest, boolean written, String layer) {}

  /** Visits entries. */
  @FunctionalInterface
  interface Visitor {

    /** Visits an entry and tells whether to continue. */
    boolean visit(Entry entry) throws IOException;
  }

  private static final int ENTRY = 64;
  private static final int DIGEST = 32;
  private static final byte ABSENT = 0;
  private static final byte WRITTEN = 1;
  private static final byte INHERITED = 2;
  private static final int ENTRIES_AT_ONCE = 1024;

  private final Path file;

  BlockIndex(Path file) {
    this.file = file;
  }

  /** Creates an empty index. */
  void create(Instant now) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(ENTRY), 0);
      writeTime(channel, now);
    }
  }

  /** Creates an index that inherits all blocks of another one. */
  void createFrom(BlockIndex parent, Instant now) throws IOException {
    create(now);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      parent.visit(
          0,
          entry -> {
            write(channel, new Entry(entry.index(), entry.digest(), false, entry.layer()));
            return true;
          });
    }
  }

  /** Returns the entry of a block. */
  Optional<Entry> find(int index) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return find(channel, index);
    }
  }

  private static Optional<Entry> find(FileChannel channel, int index) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ENTRY);
    read(channel, bytes, place(index));
    return bytes.flip().remaining() < ENTRY ? Optional.empty() : entry(index, bytes);
  }

  /** Writes a block's data. */
  @FunctionalInterface
  interface Bytes {

    /** Writes the data. */
    void write() throws IOException;
  }

  /**
   * Sets the entry of a block that is written here, and the time of the last write. The data is
   * written in between if it changes; until that is done, the block counts as not written.
   */
  void put(Entry entry, Instant now, Bytes bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Optional<Entry> old = find(channel, entry.index()).filter(Entry::written);
      if (!old.equals(Optional.of(entry))) {
        if (old.isPresent()) {
          channel.write(ByteBuffer.allocate(ENTRY), place(entry.index()));
        }
        bytes.write();
        write(channel, entry);
      }
      writeTime(channel, now);
    }
  }

  /** Returns the time when a block was last written or the index was created. */
  Instant lastWritten() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
      read(channel, bytes, 0);
      return Instant.ofEpochMilli(bytes.flip().getLong());
    }
  }

  /** Returns the number of blocks. */
  int count() throws IOException {
    int[] count = {0};
    visit(0, entry -> ++count[0] > 0);
    return count[0];
  }

  /** Visits the blocks in order from an index on, until the visitor stops. */
  void visit(int from, Visitor visitor) throws IOException {
    int count = size();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(ENTRIES_AT_ONCE * ENTRY);
      for (int first = from; first < count; first += ENTRIES_AT_ONCE) {
        bytes.clear();
        read(channel, bytes, place(first));
        bytes.flip();
        for (int index = first; bytes.remaining() >= ENTRY; index++) {
          Optional<Entry> entry = entry(index, bytes.slice(bytes.position(), ENTRY));
          bytes.position(bytes.position() + ENTRY);
          if (entry.isPresent() && !visitor.visit(entry.get())) {
            return;
          }
        }
      }
    }
  }

  /** Returns the blocks in a range of indexes. */
  SortedMap<Integer, Entry> window(int from, int length) throws IOException {
    SortedMap<Integer, Entry> window = new TreeMap<>();
    visit(
        from,
        entry -> {
          boolean inside = entry.index() < from + length;
          if (inside) {
            window.put(entry.index(), entry);
          }
          return inside;
        });
    return window;
  }

  /** Returns the index of the last block plus one. */
  int size() throws IOException {
    return Math.toIntExact(Files.size(file) / ENTRY - 1);
  }

  private static long place(int index) {
    return (index + 1L) * ENTRY;
  }

  private static void read(FileChannel channel, ByteBuffer into, long place) throws IOException {
    long position = place;
    for (int read = 0; read >= 0 && into.hasRemaining(); position += read) {
      read = channel.read(into, position);
    }
  }

  private static Optional<Entry> entry(int index, ByteBuffer bytes) {
    byte state = bytes.get(DIGEST);
    if (state == ABSENT) {
      return Optional.empty();
    }
    byte[] digest = new byte[DIGEST];
    bytes.get(0, digest);
    byte[] layer = new byte[bytes.get(DIGEST + 1)];
    bytes.get(DIGEST + 2, layer);
    String layerId = new String(layer, StandardCharsets.US_ASCII);
    return Optional.of(new Entry(index, Sha256.of(digest), state == WRITTEN, layerId));
  }

  private static void write(FileChannel channel, Entry entry) throws IOException {
    byte[] layer = entry.layer().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(ENTRY);
    bytes.put(entry.digest().bytes()).put(entry.written() ? WRITTEN : INHERITED);
    bytes.put((byte) layer.length).put(layer).rewind();
    channel.write(bytes, place(entry.index()));
  }

  private static void writeTime(FileChannel channel, Instant now) throws IOException {
    channel.write(ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).flip(), 0);
  }
}
