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
import java.util.stream.IntStream;

/**
 * The blocks of all snapshots. Each snapshot has an index and a sparse file in which a block is
 * stored at its offset in the volume; a block of zeros takes no space. Inherited blocks stay in the
 * files of the parent snapshots.
 */
public final class Blocks {

  /**
   * A block of a snapshot.
   *
   * @param index the block index
   * @param digest the SHA-256 of its data
   */
  public record Block(int index, Sha256 digest) {

    /** Tells whether it holds only zeros. */
    public boolean isZeros() {
      return digest.equals(ZEROS);
    }
  }

  /**
   * The blocks that were written to a snapshot.
   *
   * @param count the number of distinct blocks
   * @param linearDigest the SHA-256 of their concatenated digests, in the order of their indexes
   */
  public record Written(int count, Sha256 linearDigest) {}

  private static final Sha256 ZEROS =
      Sha256.of(Sha256.digest().digest(new byte[Snapshot.BLOCK_SIZE]));
  private static final int STRIPES = 64;
  private final Path directory;
  private final List<Object> stripes =
      IntStream.range(0, STRIPES).mapToObj(stripe -> new Object()).toList();

  /** Opens the blocks in a directory, creating it if it is missing. */
  public Blocks(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Creates a snapshot, which inherits the blocks of its parent if there is one. */
  public void create(String id, Optional<String> parent, Instant now) throws IOException {
    if (parent.isPresent()) {
      index(id).createFrom(index(parent.get()), now);
    } else {
      index(id).create(now);
    }
  }

  /**
   * Creates a snapshot with its own copy of all blocks of another one, which may be in another
   * region.
   */
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

  /**
   * Returns the digest of a block's data. That of zeros is precomputed, since such blocks are
   * common.
   */
  public static Sha256 digest(Body body) {
    return body.length() == Snapshot.BLOCK_SIZE && body.isZeros() ? ZEROS : body.sha256();
  }

  /** Writes a block. The index is updated last, so that it never lists missing data. */
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

  /** Returns the time when a snapshot was last written to. */
  public Instant lastWritten(String id) throws IOException {
    return index(id).lastWritten();
  }

  /** Returns the blocks that were written to a snapshot since it was started. */
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

  /** Returns the number of a snapshot's blocks, including inherited ones. */
  public int count(String id) throws IOException {
    return index(id).count();
  }

  /** Returns the snapshots whose files hold a snapshot's blocks, starting with itself. */
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

  /** Returns the block with an index, or empty if it was never written. */
  public Optional<Block> find(String id, int index) throws IOException {
    return index(id).find(index).map(Blocks::block);
  }

  /** Returns blocks of a snapshot in order, from an index on, up to a limit. */
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

  /** Returns a block's data, or empty if it was never written. */
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

  /** Deletes the files of snapshots that are not in any layer in use. */
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
