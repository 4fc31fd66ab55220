package io.github.miragemaven.incremental;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Collects what counts for a step. */
public final class FingerprintBuilder {

  private final FileDigests digests;
  private final Map<String, String> entries = new TreeMap<>();

  FingerprintBuilder(FileDigests digests) {
    this.digests = digests;
  }

  /** A parameter or a tool's version. */
  public FingerprintBuilder value(String name, Object value) {
    entries.put(name, "=" + value);
    return this;
  }

  /** A parameter that may be unset. */
  public FingerprintBuilder value(String name, Optional<?> value) {
    value.ifPresent(v -> value(name, v));
    return this;
  }

  /** A map's entries, each under {@code name.key}. */
  public FingerprintBuilder values(String name, Map<String, ?> values) {
    values.forEach((key, value) -> value(name + "." + key, value));
    return this;
  }

  /** A file's content; a file that is not there counts as such. */
  public FingerprintBuilder file(String name, Path file) throws IOException {
    entries.put(name, Files.isRegularFile(file) ? digests.of(file).hex() : "none");
    return this;
  }

  /** Every file and directory below a directory, each under {@code name/relative/path}. */
  public FingerprintBuilder tree(String name, Path directory) throws IOException {
    return tree(name, directory, relative -> true);
  }

  /**
   * The files and directories below a directory, each under {@code name/relative/path}. Links are
   * followed, except back to a directory that they were reached through, which would never end.
   *
   * @param counts which files and directories count, by their path relative to the directory; what
   *     lies below a directory that does not count is not visited
   */
  public FingerprintBuilder tree(String name, Path directory, Predicate<Path> counts)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      entries.put(name, "none");
      return this;
    }
    new Tree(name, directory, counts).add(directory, name);
    return this;
  }

  /** The fingerprint of what was collected. */
  public Fingerprint build() {
    return new Fingerprint(entries);
  }

  /** One walk through a directory. */
  private final class Tree {

    private final String name;
    private final Path top;
    private final Predicate<Path> counts;
    private final Deque<Path> within = new ArrayDeque<>();

    Tree(String name, Path top, Predicate<Path> counts) {
      this.name = name;
      this.top = top;
      this.counts = counts;
    }

    void add(Path path, String key) throws IOException {
      if (Files.isDirectory(path) && !leadsBack(path)) {
        entries.put(key, "directory");
        within.push(path.toRealPath());
        for (Path child : children(path)) {
          Path relative = top.relativize(child);
          if (counts.test(relative)) {
            add(child, name + "/" + relative.toString().replace('\\', '/'));
          }
        }
        within.pop();
      } else if (Files.isRegularFile(path)) {
        entries.put(key, digests.of(path).hex());
      } else {
        entries.put(key, Files.isSymbolicLink(path) ? "link " + Files.readSymbolicLink(path) : "?");
      }
    }

    /** Whether a directory that is being looked through is this one or lies in it. */
    private boolean leadsBack(Path directory) throws IOException {
      Path real = directory.toRealPath();
      return within.stream().anyMatch(open -> open.startsWith(real));
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
