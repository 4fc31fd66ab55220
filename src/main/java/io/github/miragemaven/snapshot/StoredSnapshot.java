package io.github.miragemaven.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot as EC2 describes it.
 *
 * @param id its id
 * @param state where it stands
 * @param message why, if something is wrong with it
 * @param gib the size of its volume
 * @param kmsKey the key it is encrypted with; empty if it is not encrypted
 * @param started when it was begun
 * @param tags its tags
 */
public record StoredSnapshot(
    String id,
    State state,
    String message,
    int gib,
    Optional<String> kmsKey,
    Instant started,
    Map<String, String> tags) {

  /** Where a snapshot stands. */
  public enum State {
    /** It is being written, or made ready. */
    PENDING,
    /** It can be used. */
    COMPLETED,
    /** It cannot be used, and never will. */
    FAILED
  }

  /** Copies the tags. */
  public StoredSnapshot {
    tags = Map.copyOf(tags);
  }
}
