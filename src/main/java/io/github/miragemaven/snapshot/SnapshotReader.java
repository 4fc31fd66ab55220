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
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads manifests from completed snapshots, and verifies the blocks of snapshots. */
final class SnapshotReader {

  private static final int PAGE = 1000;
  private static final String SUFFIX = ".manifest";

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
   * Reads the manifest of a snapshot. Sends two requests for an image of less than 8 GiB. The
   * manifest is cached, as snapshots never change.
   *
   * @param gib the size of the snapshot's volume in GiB
   * @param directory the directory of the cache
   * @return empty if the snapshot contains no valid manifest
   */
  Optional<Manifest> manifest(String snapshot, int gib, Path directory)
      throws IOException, InterruptedException {
    Path file = directory.resolve(snapshot + SUFFIX);
    Optional<Manifest> cached = Manifest.open(file);
    if (cached.isPresent()) {
      return cached;
    }
    clearCache(directory);
    int last = gib * Block.PER_GIB - 1;
    Optional<byte[]> first = block(snapshot, last);
    Optional<Integer> pieces = first.flatMap(Manifest::pieces);
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

  private static void clearCache(Path directory) throws IOException {
    try (DirectoryStream<Path> manifests =
        Files.newDirectoryStream(Files.createDirectories(directory), "*" + SUFFIX)) {
      for (Path manifest : manifests) {
        Files.deleteIfExists(manifest);
      }
    }
  }

  private Optional<byte[]> block(String snapshot, int block)
      throws IOException, InterruptedException {
    String token = tokens(snapshot, block, DirectSnapshots.MIN_RESULTS).get(block);
    if (token == null) {
      return Optional.empty();
    }
    return Optional.of(
        retries.call(
            () -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream(Block.SIZE);
              snapshots.get(snapshot, block, token, bytes);
              return bytes.toByteArray();
            }));
  }

  /**
   * Compares blocks of a snapshot with the manifest of the image.
   *
   * @param blocks the blocks to compare
   * @throws SnapshotDamagedException if one differs
   */
  void verify(String snapshot, Manifest manifest, BitSet blocks)
      throws IOException, InterruptedException, SnapshotDamagedException {
    AtomicInteger damaged = new AtomicInteger(-1);
    try (Gauge gauge = progress.gauge("verifying", (long) blocks.cardinality() * Block.SIZE)) {
      ParallelTasks tasks = new ParallelTasks(connections, retries, gauge, block -> Block.SIZE);
      int from = blocks.nextSetBit(0);
      while (from >= 0 && damaged.get() < 0) {
        SortedMap<Integer, String> tokens = tokens(snapshot, from, PAGE);
        int end = tokens.isEmpty() ? manifest.blocks() : tokens.lastKey() + 1;
        BitSet listed = blocks.get(0, Math.min(end, manifest.blocks()));
        listed.clear(0, from);
        tasks.run(
            listed,
            block -> {
              if (!matches(snapshot, block, tokens.get(block), manifest)) {
                damaged.compareAndSet(-1, block);
              }
            });
        from = blocks.nextSetBit(Math.max(end, from + 1));
      }
    }
    if (damaged.get() >= 0) {
      throw new SnapshotDamagedException(snapshot, damaged.get());
    }
  }

  /** Returns the first page of block tokens that is not empty; pages may be empty. */
  private SortedMap<Integer, String> tokens(String snapshot, int from, int limit)
      throws IOException, InterruptedException {
    DirectSnapshots.Page page = new DirectSnapshots.Page(new TreeMap<>(), Optional.empty());
    do {
      Optional<String> next = page.next();
      page = retries.call(() -> snapshots.list(snapshot, from, limit, next));
    } while (page.tokens().isEmpty() && page.next().isPresent());
    return page.tokens();
  }

  /** Compares a block. A block without a token was never written, so it is zero. */
  private boolean matches(String snapshot, int block, String token, Manifest manifest)
      throws IOException {
    byte[] expected = manifest.digest(block);
    return token == null
        ? Block.isZero(expected)
        : Arrays.equals(
            expected, snapshots.get(snapshot, block, token, OutputStream.nullOutputStream()));
  }
}
