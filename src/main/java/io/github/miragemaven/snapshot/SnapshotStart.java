package io.github.miragemaven.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a snapshot is started.
 *
 * @param token the same for the same start, so that it can be made twice
 * @param gib the volume's size
 * @param parent the snapshot that it goes on top of
 * @param encryption how it is encrypted, if it has no parent
 * @param description what is written beside it
 * @param tags what it is tagged with
 */
record SnapshotStart(
    String token,
    int gib,
    Optional<String> parent,
    Encryption encryption,
    String description,
    Map<String, String> tags) {

  /** Sorts the tags: in another order they would be other parameters for the same token. */
  SnapshotStart {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }
}
