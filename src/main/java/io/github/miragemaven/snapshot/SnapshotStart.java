package io.github.miragemaven.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parameters of StartSnapshot.
 *
 * @param token the idempotency token
 * @param gib the volume's size in GiB
 * @param parent the ID of the parent snapshot
 * @param encryption its encryption; ignored if it has a parent
 * @param description its description
 * @param tags its tags
 */
record SnapshotStart(
    String token,
    int gib,
    Optional<String> parent,
    Encryption encryption,
    String description,
    Map<String, String> tags) {

  /**
   * Sorts the tags: EBS rejects a repeated token with other parameters, and a different order of
   * the tags counts as such.
   */
  SnapshotStart {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }
}
