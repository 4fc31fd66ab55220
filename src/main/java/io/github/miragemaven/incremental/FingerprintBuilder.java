package io.github.miragemaven.incremental;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Every file below a directory, each under {@code name/relative/path}. */
  public FingerprintBuilder tree(String name, Path directory) throws IOException {
    return tree(name, directory, relative -> true);
  }

  /**
   * The files below a directory, each under {@code name/relative/path}; links are followed.
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
    entries.put(name, "directory");
    for (Path child : children(directory)) {
      add(name, directory, child, counts);
    }
    return this;
  }

  /** The fingerprint of what was collected. */
  public Fingerprint build() {
    return new Fingerprint(entries);
  }

  private void add(String name, Path top, Path path, Predicate<Path> counts) throws IOException {
    Path relative = top.relativize(path);
    if (!counts.test(relative)) {
      return;
    }
    String key = name + "/" + relative.toString().replace('\\', '/');
    if (Files.isDirectory(path) && !loops(path)) {
      for (Path child : children(path)) {
        add(name, top, child, counts);
      }
    } else if (Files.isRegularFile(path)) {
      entries.put(key, digests.of(path).hex());
    } else {
      entries.put(key, Files.isSymbolicLink(path) ? "link " + Files.readSymbolicLink(path) : "?");
    }
  }

  /** Whether a link leads to a directory that it lies in, which following would never end. */
  private static boolean loops(Path directory) throws IOException {
    return Files.isSymbolicLink(directory)
        && directory.getParent().toRealPath().startsWith(directory.toRealPath());
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
