package io.github.miragemaven.incremental;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Caches file digests between builds, so that unchanged files are not read again. A file counts as
 * unchanged if its size, its modification time and (if available) its inode's change time are the
 * same. The digest of a file that was modified in the current tick of the file system's clock is
 * not cached, since a second change in the same tick would go unnoticed.
 */
public final class FileDigests {

  /** Whether the default file system provides the inode's change time. */
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long COARSE_TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private record Known(long size, long modified, long changed, Sha256 digest) {

    boolean fits(Known seen) {
      return size == seen.size && modified == seen.modified && changed == seen.changed;
    }

    /** Times in whole seconds indicate a file system with a resolution of one or two seconds. */
    long tick() {
      boolean coarse = modified % TimeUnit.SECONDS.toNanos(1) == 0;
      return coarse ? COARSE_TICK_NANOS : TICK_NANOS;
    }

    /** The time since the file was last modified. */
    long age() {
      return nanos(FileTime.from(Instant.now())) - Math.max(modified, changed);
    }
  }

  private static final Sha256 UNREAD = Sha256.of("");

  private final Path store;
  private final Map<String, Known> before = new TreeMap<>();
  private final Map<String, Known> now = new TreeMap<>();

  /** Reads the last build's digests; an unreadable or damaged store is ignored. */
  public FileDigests(Path store) {
    this.store = store;
    try {
      for (String line : Files.readAllLines(store, StandardCharsets.UTF_8)) {
        String[] part = line.split(" ", 5);
        before.put(
            part[4],
            new Known(
                Long.parseLong(part[1]),
                Long.parseLong(part[2]),
                Long.parseLong(part[3]),
                new Sha256(part[0])));
      }
    } catch (IOException | RuntimeException startOver) {
      before.clear();
    }
  }

  /** The digest of the file's content now. */
  public Sha256 of(Path file) throws IOException {
    return of(file, bytes -> {});
  }

  /** The digest of the file's content now; the watcher receives the number of bytes read. */
  public synchronized Sha256 of(Path file, LongConsumer watcher) throws IOException {
    String name = file.toAbsolutePath().normalize().toString();
    Known seen = look(file);
    Known known = now.getOrDefault(name, before.get(name));
    if (known != null && known.fits(seen)) {
      now.put(name, known);
      return known.digest;
    }
    boolean settled = settled(seen);
    Sha256 digest = Sha256.ofFile(file, watcher);
    before.remove(name);
    now.remove(name);
    if (settled) {
      now.put(name, new Known(seen.size, seen.modified, seen.changed, digest));
    }
    return digest;
  }

  /**
   * Whether a later change will be visible in the file's times. Waits for the end of a short tick,
   * so that the digest can be cached.
   */
  private static boolean settled(Known seen) {
    long wait = seen.tick() - seen.age();
    if (wait > 0 && wait <= TICK_NANOS) {
      LockSupport.parkNanos(wait);
    }
    return seen.age() >= seen.tick();
  }

  /** Saves the digests for the next build, if there are new ones. */
  public synchronized void save() throws IOException {
    if (before.keySet().containsAll(now.keySet())
        && now.entrySet().stream().allMatch(e -> e.getValue().equals(before.get(e.getKey())))) {
      return;
    }
    List<String> lines = new ArrayList<>();
    Map<String, Known> all = new TreeMap<>(before);
    all.putAll(now);
    all.forEach(
        (name, known) -> {
          if (name.indexOf('\n') < 0 && (now.containsKey(name) || Files.exists(Path.of(name)))) {
            lines.add(
                known.digest
                    + " "
                    + known.size
                    + " "
                    + known.modified
                    + " "
                    + known.changed
                    + " "
                    + name);
          }
        });
    Replacement.of(store, temporary -> Files.write(temporary, lines, StandardCharsets.UTF_8));
    before.putAll(now);
  }

  private static Known look(Path file) throws IOException {
    boolean unix = UNIX && file.getFileSystem() == FileSystems.getDefault();
    Map<String, Object> attributes =
        Files.readAttributes(file, unix ? "unix:size,lastModifiedTime,ctime" : "*");
    FileTime modified = (FileTime) attributes.get("lastModifiedTime");
    FileTime changed = unix ? (FileTime) attributes.get("ctime") : modified;
    return new Known((Long) attributes.get("size"), nanos(modified), nanos(changed), UNREAD);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }
}
