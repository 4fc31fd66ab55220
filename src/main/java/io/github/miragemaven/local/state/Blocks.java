package io.github.miragemaven.local.state;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.http.Body;
import io.github.miragemaven.local.state.BlockIndex.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The blocks of all snapshots. Each snapshot has an index and a sparse file in which a block lies
 * at its place in the volume; a block of zeros takes no room there. What a snapshot inherits stays
 * in the files of those it was started on.
 */
public final class Blocks {

  /**
   * A block of a snapshot.
   *
   * @param index its place in the volume, in blocks
   * @param digest the SHA-256 of its bytes
   */
  public record Block(int index, Sha256 digest) {

    /** Whether it holds zeros alone. */
    public boolean isZeros() {
      return digest.equals(ZEROS);
    }
  }

  /**
   * What was written to a snapshot.
   *
   * @param count how many different blocks
   * @param linearDigest the SHA-256 over their digests, in the order of their places
   */
  public record Written(int count, Sha256 linearDigest) {}

  private static final Sha256 ZEROS =
      Sha256.of(Sha256.digest().digest(new byte[Snapshot.BLOCK_SIZE]));
  private static final int STRIPES = 64;
  private static final int WINDOW = 1024;

  private final Path directory;
  private final List<Object> stripes =
      IntStream.range(0, STRIPES).mapToObj(stripe -> new Object()).toList();

  /** The blocks kept in a directory, which is made where it is missing. */
  public Blocks(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Makes room for a snapshot, with the blocks of its parent if it has one. */
  public void create(String id, Optional<String> parent, Instant now) throws IOException {
    if (parent.isPresent()) {
      index(id).createFrom(index(parent.get()), now);
    } else {
      index(id).create(now);
    }
  }

  /** Makes a snapshot with all the blocks of another, which may be kept elsewhere, as its own. */
  public void copy(Blocks from, String source, String id, Instant now) throws IOException {
    index(id).create(now);
    from.index(source)
        .visit(
            0,
            entry -> {
              put(id, entry.index(), Body.of(from.read(entry)), entry.digest(), now);
              return true;
            });
  }

  /** The digest of a block's bytes; that of zeros, which are many, is known. */
  public static Sha256 digest(Body body) {
    return body.length() == Snapshot.BLOCK_SIZE && body.isZeros() ? ZEROS : body.sha256();
  }

  /** Writes one block. The index learns of it last, so that it never promises what is not there. */
  public void put(String id, int index, Body body, Sha256 digest, Instant now) throws IOException {
    synchronized (stripes.get(Math.floorMod(31 * id.hashCode() + index, STRIPES))) {
      index(id).put(new Entry(index, digest, true, id), now, () -> write(id, index, body, digest));
    }
  }

  private void write(String id, int index, Body body, Sha256 digest) throws IOException {
    if (digest.equals(ZEROS)) {
      return;
    }
    try (FileChannel file =
        FileChannel.open(data(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      body.writeTo(file, (long) index * Snapshot.BLOCK_SIZE);
    }
  }

  /** When a snapshot was last written to. */
  public Instant lastWritten(String id) throws IOException {
    return index(id).lastWritten();
  }

  /** What was written to a snapshot since it was started. */
  public Written written(String id) throws IOException {
    MessageDigest linear = Sha256.digest();
    int[] count = {0};
    index(id)
        .visit(
            0,
            entry -> {
              if (entry.written()) {
                linear.update(entry.digest().bytes());
                count[0]++;
              }
              return true;
            });
    return new Written(count[0], Sha256.of(linear.digest()));
  }

  /** How many blocks a snapshot has, with those that it inherits. */
  public int count(String id) throws IOException {
    return index(id).count();
  }

  /** The snapshots in whose files a snapshot's blocks are, itself first. */
  public List<String> layers(String id) throws IOException {
    Set<String> layers = new LinkedHashSet<>(List.of(id));
    index(id)
        .visit(
            0,
            entry -> {
              layers.add(entry.layer());
              return true;
            });
    return List.copyOf(layers);
  }

  /** The block at a place; empty where none was ever written. */
  public Optional<Block> find(String id, int index) throws IOException {
    return index(id).find(index).map(Blocks::block);
  }

  /** At most so many blocks of a snapshot, from a place on, in order. */
  public List<Block> list(String id, int from, int limit) throws IOException {
    List<Block> blocks = new ArrayList<>();
    index(id)
        .visit(
            from,
            entry -> {
              blocks.add(block(entry));
              return blocks.size() < limit;
            });
    return blocks;
  }

  /**
   * A block that two snapshots do not share.
   *
   * @param index its place in the volume, in blocks
   * @param inFirst whether the first snapshot has it
   * @param inSecond whether the second snapshot has it
   */
  public record Changed(int index, boolean inFirst, boolean inSecond) {}

  /**
   * At most so many blocks, from a place on, in order, that were written to one of two snapshots
   * and not to the other, with whatever bytes.
   */
  public List<Changed> changed(String first, String second, int from, int limit)
      throws IOException {
    List<Changed> changed = new ArrayList<>();
    int end = Math.max(index(first).size(), index(second).size());
    for (int start = from; start < end && changed.size() < limit; start += WINDOW) {
      SortedMap<Integer, Entry> old = index(first).window(start, WINDOW);
      SortedMap<Integer, Entry> young = index(second).window(start, WINDOW);
      SortedSet<Integer> places = new TreeSet<>(old.keySet());
      places.addAll(young.keySet());
      for (int place : places) {
        Optional<String> oldLayer = Optional.ofNullable(old.get(place)).map(Entry::layer);
        Optional<String> youngLayer = Optional.ofNullable(young.get(place)).map(Entry::layer);
        if (!oldLayer.equals(youngLayer) && changed.size() < limit) {
          changed.add(new Changed(place, oldLayer.isPresent(), youngLayer.isPresent()));
        }
      }
    }
    return changed;
  }

  /** A block's bytes; empty where none was ever written. */
  public Optional<byte[]> read(String id, int index) throws IOException {
    Optional<Entry> entry = index(id).find(index);
    return entry.isEmpty() ? Optional.empty() : Optional.of(read(entry.get()));
  }

  private byte[] read(Entry entry) throws IOException {
    byte[] bytes = new byte[Snapshot.BLOCK_SIZE];
    if (!entry.digest().equals(ZEROS)) {
      try (FileChannel file = FileChannel.open(data(entry.layer()), StandardOpenOption.READ)) {
        ByteBuffer into = ByteBuffer.wrap(bytes);
        long place = (long) entry.index() * Snapshot.BLOCK_SIZE;
        while (into.hasRemaining()) {
          if (file.read(into, place + into.position()) < 0) {
            throw new IOException(data(entry.layer()) + " ends before block " + entry.index());
          }
        }
      }
    }
    return bytes;
  }

  /** Removes a snapshot's files that are in none of the layers still in use. */
  public void retain(Set<String> snapshots, Set<String> layers) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.lastIndexOf('.'));
        if (!(name.endsWith(".index") ? snapshots : layers).contains(id)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Block block(Entry entry) {
    return new Block(entry.index(), entry.digest());
  }

  private BlockIndex index(String id) {
    return new BlockIndex(directory.resolve(id + ".index"));
  }

  private Path data(String id) {
    return directory.resolve(id + ".data");
  }
}
