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

/** Builds the fingerprint of a step's inputs. */
public final class FingerprintBuilder {

  private final FileDigests digests;
  private final Map<String, String> entries = new TreeMap<>();

  FingerprintBuilder(FileDigests digests) {
    this.digests = digests;
  }

  /** Adds a parameter or a tool's version. */
  public FingerprintBuilder value(String name, Object value) {
    entries.put(name, "=" + value);
    return this;
  }

  /** Adds a parameter if it is set. */
  public FingerprintBuilder value(String name, Optional<?> value) {
    value.ifPresent(v -> value(name, v));
    return this;
  }

  /** Adds a map's entries, each as {@code name.key}. */
  public FingerprintBuilder values(String name, Map<String, ?> values) {
    values.forEach((key, value) -> value(name + "." + key, value));
    return this;
  }

  /** Adds a file's digest, or the fact that the file does not exist. */
  public FingerprintBuilder file(String name, Path file) throws IOException {
    entries.put(name, Files.isRegularFile(file) ? digests.of(file).hex() : "none");
    return this;
  }

  /** Adds all files and directories below a directory, each as {@code name/relative/path}. */
  public FingerprintBuilder tree(String name, Path directory) throws IOException {
    return tree(name, directory, relative -> true);
  }

  /**
   * Adds files and directories below a directory, each as {@code name/relative/path}. Links are
   * followed, except to a directory that contains them, which would never end.
   *
   * @param included selects files and directories by their path relative to the directory; an
   *     excluded directory is not visited
   */
  public FingerprintBuilder tree(String name, Path directory, Predicate<Path> included)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      entries.put(name, "none");
      return this;
    }
    new Tree(name, directory, included).add(directory, name);
    return this;
  }

  /** Returns the fingerprint. */
  public Fingerprint build() {
    return new Fingerprint(entries);
  }

  /** Walks a directory. */
  private final class Tree {

    private final String name;
    private final Path top;
    private final Predicate<Path> included;
    private final Deque<Path> within = new ArrayDeque<>();

    Tree(String name, Path top, Predicate<Path> included) {
      this.name = name;
      this.top = top;
      this.included = included;
    }

    void add(Path path, String key) throws IOException {
      if (Files.isDirectory(path) && !isBeingVisited(path)) {
        entries.put(key, "directory");
        within.push(path.toRealPath());
        for (Path child : children(path)) {
          Path relative = top.relativize(child);
          if (included.test(relative)) {
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

    /** Whether this directory, or one inside it, is being visited. */
    private boolean isBeingVisited(Path directory) throws IOException {
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
