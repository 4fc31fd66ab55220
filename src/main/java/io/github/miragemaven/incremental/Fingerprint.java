package io.github.miragemaven.incremental;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A step's inputs by name: parameters, tool versions, digests of files. With an equal fingerprint,
 * the step would produce the same result.
 *
 * @param entries values and digests by the input's name
 */
public record Fingerprint(Map<String, String> entries) {

  private static final int NAMED = 3;

  /** Copies the entries. */
  public Fingerprint {
    entries = Map.copyOf(entries);
  }

  /** Starts an empty fingerprint. */
  public static FingerprintBuilder builder(FileDigests digests) {
    return new FingerprintBuilder(digests);
  }

  /** Adds the entries of a later fingerprint whose names are not in this one. */
  public Fingerprint withNewEntriesOf(Fingerprint later) {
    Map<String, String> all = new TreeMap<>(later.entries);
    all.putAll(entries);
    return new Fingerprint(all);
  }

  /** A digest of all entries. */
  public Sha256 digest() {
    return Sha256.of(
        new TreeMap<>(entries)
            .entrySet().stream()
                .map(e -> e.getKey() + "\0" + e.getValue() + "\0")
                .collect(Collectors.joining()));
  }

  /**
   * Names the differences to an earlier run's fingerprint, for a line like {@code changed:
   * index.md}; empty if there are none.
   */
  public Optional<String> changesSince(Fingerprint earlier) {
    Map<String, String> all = new TreeMap<>(earlier.entries);
    all.putAll(entries);
    Stream<String> differing =
        all.keySet().stream()
            .filter(
                name ->
                    !entries
                        .getOrDefault(name, "-")
                        .equals(earlier.entries.getOrDefault(name, "-")));
    var names = differing.toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return Optional.of(
        names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first);
  }
}
