package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;

/**
 * An import of a disk image into a snapshot.
 *
 * @param id {@code import-snap-} and 17 hexadecimal digits
 * @param phase the current phase
 * @param pollsLeft how many more times this phase is described
 * @param fails whether it will fail
 * @param source the source object
 * @param description may be empty
 * @param kmsKeyArn the key that the snapshot is encrypted with; empty if unencrypted
 * @param token the client token and the digest of the request's parameters
 * @param snapshotId the snapshot, once it exists
 * @param message the reason for a failure
 * @param tags its tags, which are not the snapshot's
 */
public record ImportTask(
    String id,
    Phase phase,
    int pollsLeft,
    boolean fails,
    Source source,
    String description,
    Optional<String> kmsKeyArn,
    Optional<Instance.Token> token,
    Optional<String> snapshotId,
    String message,
    Map<String, String> tags) {

  /** The phases of a task, named as on EC2. */
  public enum Phase {
    /** It is queued. */
    PENDING("active", "pending", 3),
    /** The object is being read. */
    CONVERTING("active", "downloading/converting", 42),
    /** The snapshot exists. */
    COMPLETED("completed", "", 100),
    /** It was canceled or has failed, and is being removed. */
    DELETING("deleting", "", 42),
    /** It ended without a snapshot. */
    DELETED("deleted", "", 42);

    private final String status;
    private final String word;
    private final int progress;

    Phase(String status, String word, int progress) {
      this.status = status;
      this.word = word;
      this.progress = progress;
    }
  }

  /**
   * The source of an import.
   *
   * @param bucket the bucket
   * @param key the object's key
   * @param size the object's size in bytes
   * @param role the role that EC2 reads it with
   */
  public record Source(String bucket, String key, long size, String role) {}

  /** Copies the tags. */
  public ImportTask {
    tags = Map.copyOf(tags);
  }

  /** Returns the status in the EC2 API. */
  @JsonIgnore
  public String status() {
    return phase.status;
  }

  /** Returns the status message. */
  @JsonIgnore
  public String statusMessage() {
    return message.isEmpty() ? phase.word : message;
  }

  /** Returns the progress in percent. */
  @JsonIgnore
  public int progress() {
    return phase.progress;
  }

  /** Tells whether it may still create a snapshot. */
  @JsonIgnore
  public boolean active() {
    return phase == Phase.PENDING || phase == Phase.CONVERTING;
  }

  /** Returns this task after it was described once more, in the same phase. */
  public ImportTask polled() {
    return in(phase, Math.max(0, pollsLeft - 1), snapshotId, message);
  }

  /** Returns this task in another phase. */
  public ImportTask in(Phase next, int polls) {
    return in(next, polls, snapshotId, message);
  }

  /** Returns this task, completed with a snapshot. */
  public ImportTask completed(String snapshot) {
    return in(Phase.COMPLETED, 0, Optional.of(snapshot), message);
  }

  /** Returns this task, failed with a message. */
  public ImportTask failed(String why) {
    return in(Phase.DELETING, 1, snapshotId, why);
  }

  private ImportTask in(Phase next, int polls, Optional<String> snapshot, String why) {
    return new ImportTask(
        id, next, polls, fails, source, description, kmsKeyArn, token, snapshot, why, tags);
  }
}
