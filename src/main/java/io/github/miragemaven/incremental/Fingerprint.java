package io.github.miragemaven.incremental;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What counts for a step, by name: parameters, tool versions, the digests of files. Two equal
 * fingerprints mean that the step would make the same again.
 *
 * @param entries what is named, and its value or digest
 */
public record Fingerprint(Map<String, String> entries) {

  private static final int NAMED = 3;

  /** Copies the entries. */
  public Fingerprint {
    entries = Map.copyOf(entries);
  }

  /** Starts a fingerprint with nothing in it. */
  public static FingerprintBuilder builder(FileDigests digests) {
    return new FingerprintBuilder(digests);
  }

  /** This fingerprint with those entries of a later one whose names it does not have yet. */
  public Fingerprint withNewOf(Fingerprint later) {
    Map<String, String> all = new TreeMap<>(later.entries);
    all.putAll(entries);
    return new Fingerprint(all);
  }

  /** One digest over all entries. */
  public Sha256 digest() {
    return Sha256.of(
        new TreeMap<>(entries)
            .entrySet().stream()
                .map(e -> e.getKey() + "\0" + e.getValue() + "\0")
                .collect(Collectors.joining()));
  }

  /**
   * Names what differs from the fingerprint of an earlier run, for a line like {@code changed:
   * index.md}; empty when nothing does.
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
