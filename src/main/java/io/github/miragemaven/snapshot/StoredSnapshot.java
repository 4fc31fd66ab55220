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
 * @param bytes the size of what was written to it and below it; that of its volume where AWS does
 *     not say
 * @param kmsKey the key it is encrypted with; empty if it is not encrypted
 * @param started when it was begun
 * @param completed when it was completed, once it is
 * @param tags its tags
 */
public record StoredSnapshot(
    String id,
    State state,
    String message,
    int gib,
    long bytes,
    Optional<String> kmsKey,
    Instant started,
    Optional<Instant> completed,
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
