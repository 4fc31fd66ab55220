package io.github.miragemaven.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot as described by EC2.
 *
 * @param id its ID
 * @param status its status
 * @param gib the size of its volume in GiB
 * @param bytes the full size of its data, parents included; the volume's size if EC2 does not
 *     report it
 * @param kmsKey the KMS key; empty if it is not encrypted
 * @param tags its tags
 */
public record StoredSnapshot(
    String id,
    Status status,
    int gib,
    long bytes,
    Optional<String> kmsKey,
    Map<String, String> tags) {

  /** State of a snapshot. */
  public enum State {
    /** It is being written or completed. */
    PENDING,
    /** It can be used. */
    COMPLETED,
    /** It can never be used. */
    FAILED
  }

  /**
   * Status of a snapshot.
   *
   * @param state its state
   * @param message the reason for a failure; may be empty
   * @param started when it was started
   * @param completed when it was completed; empty if it is not complete
   */
  public record Status(State state, String message, Instant started, Optional<Instant> completed) {}

  /** Copies the tags. */
  public StoredSnapshot {
    tags = Map.copyOf(tags);
  }

  /** Returns its state. */
  public State state() {
    return status.state();
  }

  /** Returns when it was started. */
  public Instant started() {
    return status.started();
  }
}
