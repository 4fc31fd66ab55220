package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot without its blocks.
 *
 * @param id {@code snap-} and 17 hexadecimal digits
 * @param phase the current phase
 * @param pollsLeft in the phases COMPLETING and FAILING, how many more times it is described as
 *     pending
 * @param volumeSize in GiB
 * @param description may be empty
 * @param tags its tags
 * @param startTime when it was started
 * @param completionTime when it was completed
 * @param kmsKeyArn the key it is encrypted with; empty if unencrypted
 * @param parentId the parent snapshot
 * @param lineage the first snapshot of its chain of parents, possibly itself
 * @param clientToken the client token it was started with
 * @param timeoutMinutes how long the upload may be idle before it is canceled
 * @param layers the snapshots whose files hold its blocks, starting with itself
 * @param createVolumePermissions the accounts, or {@code all}, that may create volumes from it
 */
public record Snapshot(
    String id,
    Phase phase,
    int pollsLeft,
    int volumeSize,
    String description,
    Map<String, String> tags,
    Instant startTime,
    Optional<Instant> completionTime,
    Optional<String> kmsKeyArn,
    Optional<String> parentId,
    String lineage,
    Optional<ClientToken> clientToken,
    int timeoutMinutes,
    List<String> layers,
    List<String> createVolumePermissions) {

  /** The block size in bytes. */
  public static final int BLOCK_SIZE = 524_288;

  private static final int BLOCKS_PER_GIB = (1 << 30) / BLOCK_SIZE;

  /** The life cycle of a snapshot. */
  public enum Phase {
    /** Blocks can be written. */
    OPEN,
    /** All blocks are written; it is described as pending. */
    COMPLETING,
    /** It is described as pending, but will fail. */
    FAILING,
    /** It is complete. */
    COMPLETED,
    /** Its creation failed. */
    FAILED
  }

  /**
   * A client token, which makes starting a snapshot idempotent.
   *
   * @param token the token
   * @param parameters the request's other parameters, which must be the same for the same token
   */
  public record ClientToken(String token, String parameters) {}

  /** Copies the collections. */
  public Snapshot {
    tags = Map.copyOf(tags);
    layers = List.copyOf(layers);
    createVolumePermissions = List.copyOf(createVolumePermissions);
  }

  /** Returns the number of the volume's blocks. */
  @JsonIgnore
  public int blockCount() {
    return volumeSize * BLOCKS_PER_GIB;
  }

  /** Tells whether the volume's blocks are encrypted. */
  @JsonIgnore
  public boolean encrypted() {
    return kmsKeyArn.isPresent();
  }

  /** Returns the state's name in the EC2 API. */
  @JsonIgnore
  public String state() {
    return switch (phase) {
      case OPEN, COMPLETING, FAILING -> "pending";
      case COMPLETED -> "completed";
      case FAILED -> "error";
    };
  }

  /**
   * Returns this snapshot after its completion was requested.
   *
   * @param polls how often it is described as pending before it is complete
   * @param fails whether it fails instead
   * @param usedLayers the snapshots whose files hold its blocks
   * @param now the time
   */
  public Snapshot completing(int polls, boolean fails, List<String> usedLayers, Instant now) {
    Phase next = fails ? Phase.FAILING : Phase.COMPLETING;
    return in(next, polls, completionTime).on(usedLayers).settled(now);
  }

  /** Returns this snapshot after it was described once more. */
  public Snapshot polled(Instant now) {
    return in(phase, Math.max(0, pollsLeft - 1), completionTime).settled(now);
  }

  /** Returns this snapshot in its final state. */
  public Snapshot inTheEnd(Instant now) {
    return in(phase, 0, completionTime).settled(now);
  }

  private Snapshot settled(Instant now) {
    if (pollsLeft > 0) {
      return this;
    }
    return switch (phase) {
      case COMPLETING -> in(Phase.COMPLETED, 0, Optional.of(now));
      case FAILING -> failed();
      default -> this;
    };
  }

  /** Returns this snapshot, canceled. */
  public Snapshot failed() {
    return in(Phase.FAILED, 0, completionTime);
  }

  /** Returns this snapshot with other tags. */
  public Snapshot tagged(Map<String, String> newTags) {
    return new Snapshot(
        id,
        phase,
        pollsLeft,
        volumeSize,
        description,
        newTags,
        startTime,
        completionTime,
        kmsKeyArn,
        parentId,
        lineage,
        clientToken,
        timeoutMinutes,
        layers,
        createVolumePermissions);
  }

  /** Returns this snapshot with other create volume permissions. */
  public Snapshot sharedWith(List<String> accounts) {
    return new Snapshot(
        id,
        phase,
        pollsLeft,
        volumeSize,
        description,
        tags,
        startTime,
        completionTime,
        kmsKeyArn,
        parentId,
        lineage,
        clientToken,
        timeoutMinutes,
        layers,
        accounts);
  }

  private Snapshot on(List<String> newLayers) {
    return new Snapshot(
        id,
        phase,
        pollsLeft,
        volumeSize,
        description,
        tags,
        startTime,
        completionTime,
        kmsKeyArn,
        parentId,
        lineage,
        clientToken,
        timeoutMinutes,
        newLayers,
        createVolumePermissions);
  }

  private Snapshot in(Phase newPhase, int polls, Optional<Instant> completed) {
    return new Snapshot(
        id,
        newPhase,
        polls,
        volumeSize,
        description,
        tags,
        startTime,
        completed,
        kmsKeyArn,
        parentId,
        lineage,
        clientToken,
        timeoutMinutes,
        layers,
        createVolumePermissions);
  }
}
