package io.github.miragemaven.snapshot;

import java.util.Map;
import java.util.Optional;

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

  SnapshotStart {
    tags = Map.copyOf(tags);
  }
}
