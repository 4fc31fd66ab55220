package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SortedMap;

/** Reads completed snapshots: the manifest in one, and whether one holds what it should. */
final class SnapshotReader {

  private static final int PAGE = 1000;
  private static final String ENDING = ".manifest";

  private final DirectSnapshots snapshots;
  private final Retries retries;
  private final Progress progress;
  private final int connections;

  SnapshotReader(DirectSnapshots snapshots, Retries retries, Progress progress, int connections) {
    this.snapshots = snapshots;
    this.retries = retries;
    this.progress = progress;
    this.connections = connections;
  }

  /**
   * The manifest that travels in a snapshot: two calls, for an image of less than 8 GiB; none where
   * it has been read before, since a snapshot never changes.
   *
   * @param gib the size of the snapshot's volume
   * @param directory where it is kept, under the snapshot's id
   * @return empty if the snapshot has none, or one that is damaged
   */
  Optional<Manifest> manifest(String snapshot, int gib, Path directory)
      throws IOException, InterruptedException {
    Path file = directory.resolve(snapshot + ENDING);
    Optional<Manifest> kept = Manifest.open(file);
    if (kept.isPresent()) {
      return kept;
    }
    forgetOthers(directory);
    int last = gib * Block.PER_GIB - 1;
    Optional<byte[]> first = block(snapshot, last);
    Optional<Integer> pieces = first.flatMap(Manifest::piecesBehind);
    if (pieces.isEmpty() || pieces.get() > last) {
      return Optional.empty();
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(first.get());
      for (int piece = 1; piece < pieces.get(); piece++) {
        Optional<byte[]> next = block(snapshot, last - piece);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        out.write(next.get());
      }
    }
    return Manifest.open(file);
  }

  private static void forgetOthers(Path directory) throws IOException {
    try (DirectoryStream<Path> manifests =
        Files.newDirectoryStream(Files.createDirectories(directory), "*" + ENDING)) {
      for (Path manifest : manifests) {
        Files.delete(manifest);
      }
    }
  }

  private Optional<byte[]> block(String snapshot, int block)
      throws IOException, InterruptedException {
    String token = tokens(snapshot, block, DirectSnapshots.SHORTEST_LIST).get(block);
    if (token == null) {
      return Optional.empty();
    }
    return Optional.of(
        retries.call(
            () -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream(Block.SIZE);
              snapshots.get(snapshot, block, token, (some, length) -> bytes.write(some, 0, length));
              return bytes.toByteArray();
            }));
  }

  private DirectSnapshots.Page list(String snapshot, int from, int most, Optional<String> page)
      throws IOException, InterruptedException {
    return retries.call(() -> snapshots.list(snapshot, from, most, page));
  }

  /**
   * Compares blocks of a snapshot with the manifest of the image that it should hold.
   *
   * @param blocks which of the image's blocks
   * @throws SnapshotDamagedException if one differs
   */
  void verify(String snapshot, Manifest manifest, BitSet blocks)
      throws IOException, InterruptedException, SnapshotDamagedException {
    Damage damage = new Damage();
    try (Gauge gauge = progress.gauge("verifying", (long) blocks.cardinality() * Block.SIZE)) {
      ParallelTasks tasks = new ParallelTasks(connections, retries, gauge, block -> Block.SIZE);
      int from = blocks.nextSetBit(0);
      while (from >= 0 && damage.none()) {
        SortedMap<Integer, String> tokens = tokens(snapshot, from, PAGE);
        int end = tokens.isEmpty() ? manifest.blocks() : tokens.lastKey() + 1;
        BitSet now = blocks.get(0, Math.min(end, manifest.blocks()));
        now.clear(0, from);
        tasks.run(
            now, block -> damage.of(block, !holds(snapshot, block, tokens.get(block), manifest)));
        from = blocks.nextSetBit(Math.max(end, from + 1));
      }
    }
    damage.require(snapshot);
  }

  /** The tokens of the blocks from one on: a page that has some, since pages may be empty. */
  private SortedMap<Integer, String> tokens(String snapshot, int from, int most)
      throws IOException, InterruptedException {
    DirectSnapshots.Page page = list(snapshot, from, most, Optional.empty());
    while (page.tokens().isEmpty() && page.next().isPresent()) {
      page = list(snapshot, from, most, page.next());
    }
    return page.tokens();
  }

  /** A block that is not listed was never written. */
  private boolean holds(String snapshot, int block, String token, Manifest manifest)
      throws IOException {
    byte[] wanted = manifest.digest(block);
    return token == null
        ? Block.isZero(wanted)
        : Arrays.equals(wanted, snapshots.get(snapshot, block, token, (bytes, length) -> {}));
  }

  /** The first block that was found to be wrong. */
  private static final class Damage {

    private int block = -1;

    synchronized void of(int candidate, boolean wrong) {
      if (wrong && block < 0) {
        block = candidate;
      }
    }

    synchronized boolean none() {
      return block < 0;
    }

    synchronized void require(String snapshot) throws SnapshotDamagedException {
      if (block >= 0) {
        throw new SnapshotDamagedException(snapshot, block);
      }
    }
  }
}
