package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Optional;

/**
 * An import of a disk image into a snapshot.
 *
 * @param id {@code import-snap-} and 17 hexadecimal digits
 * @param phase how far it is
 * @param pollsLeft how many more times it is described so
 * @param fails whether it fails in the end
 * @param source what it imports
 * @param description may be empty
 * @param kmsKeyArn the key that the snapshot is encrypted with; empty for an unencrypted one
 * @param token the token of the request, and the digest of the request's parameters
 * @param snapshotId the snapshot, once it is there
 * @param message why it failed, where it did
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

  /** How far a task is; the names are those that EC2 shows. */
  public enum Phase {
    /** It waits for its turn. */
    PENDING("active", "pending", 3),
    /** The object is read. */
    CONVERTING("active", "downloading/converting", 42),
    /** The snapshot is there. */
    COMPLETED("completed", "", 100),
    /** It was cancelled, or has failed, and is being removed. */
    DELETING("deleting", "", 42),
    /** It is over and has come to nothing. */
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
   * What is imported.
   *
   * @param bucket the bucket
   * @param key the object's key
   * @param size how many bytes the object has
   * @param role the role that it is read by
   */
  public record Source(String bucket, String key, long size, String role) {}

  /** Keeps the tags as they are now. */
  public ImportTask {
    tags = Map.copyOf(tags);
  }

  /** Its status as EC2 names it. */
  @JsonIgnore
  public String status() {
    return phase.status;
  }

  /** What EC2 says beside the status. */
  @JsonIgnore
  public String statusMessage() {
    return message.isEmpty() ? phase.word : message;
  }

  /** How much of it is done, in percent. */
  @JsonIgnore
  public int progress() {
    return phase.progress;
  }

  /** Whether it may still come to a snapshot. */
  @JsonIgnore
  public boolean active() {
    return phase == Phase.PENDING || phase == Phase.CONVERTING;
  }

  /** This task after it was described once more, in the same phase. */
  public ImportTask polled() {
    return in(phase, Math.max(0, pollsLeft - 1), snapshotId, message);
  }

  /** This task in another phase. */
  public ImportTask in(Phase next, int polls) {
    return in(next, polls, snapshotId, message);
  }

  /** This task, come to a snapshot. */
  public ImportTask completed(String snapshot) {
    return in(Phase.COMPLETED, 0, Optional.of(snapshot), message);
  }

  /** This task, come to nothing for a reason. */
  public ImportTask failed(String why) {
    return in(Phase.DELETING, 1, snapshotId, why);
  }

  private ImportTask in(Phase next, int polls, Optional<String> snapshot, String why) {
    return new ImportTask(
        id, next, polls, fails, source, description, kmsKeyArn, token, snapshot, why, tags);
  }
}
