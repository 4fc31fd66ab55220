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
 * Which blocks a snapshot has: a sparse file with an entry of 64 bytes for each block, behind a
 * header of the same size that holds when a block was last written. No entry crosses a page, so
 * that a writer that is killed leaves it old or new.
 */
final class BlockIndex {

  /**
   * One block of a snapshot.
   *
   * @param index its place in the volume, in blocks
   * @param digest the SHA-256 of its bytes
   * @param written whether it was written to this snapshot, not inherited
   * @param layer the snapshot in whose file its bytes are
   */
  record Entry(int index, Sha256 digest, boolean written, String layer) {}

  /** What is done with an entry. */
  @FunctionalInterface
  interface Visitor {

    /** Looks at an entry; says whether to go on. */
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

  /** Makes an index without blocks. */
  void create(Instant now) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(ENTRY), 0);
      writeTime(channel, now);
    }
  }

  /** Makes an index with all the blocks of another, as inherited ones. */
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

  /** The entry of a block. */
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

  /** What makes a block's bytes be there. */
  @FunctionalInterface
  interface Bytes {

    /** Writes them. */
    void write() throws IOException;
  }

  /**
   * Sets the entry of a block that is written here, and notes when. Its bytes come in between,
   * where they are not those that are there; while they change, the block counts as not written.
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

  /** When a block was last written, or the index was made. */
  Instant lastWritten() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
      read(channel, bytes, 0);
      return Instant.ofEpochMilli(bytes.flip().getLong());
    }
  }

  /** How many blocks are there. */
  int count() throws IOException {
    int[] count = {0};
    visit(0, entry -> ++count[0] > 0);
    return count[0];
  }

  /** Visits the blocks that are there, from an index on, in order, until the visitor has enough. */
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

  /** The blocks that are there among so many places from one on. */
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

  /** One more than the place of the last block. */
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
