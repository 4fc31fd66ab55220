package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot, but for its blocks.
 *
 * @param id {@code snap-} and 17 hexadecimal digits
 * @param phase how far it is
 * @param pollsLeft in the phases COMPLETING and FAILING, how many more times it is described as
 *     pending
 * @param volumeSize in GiB
 * @param description may be empty
 * @param tags its tags
 * @param startTime when it was started
 * @param completionTime when it was completed
 * @param kmsKeyArn the key it is encrypted with; empty for an unencrypted one
 * @param parentId the snapshot it was started on
 * @param lineage the snapshot that its line of parents began with, maybe itself
 * @param clientToken the token it was started with
 * @param timeoutMinutes how long it may rest before its upload is cancelled
 * @param layers the snapshots in whose files its blocks are, itself first
 * @param createVolumePermissions the accounts, or {@code all}, that may make volumes of it
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

  /** Bytes in a block. */
  public static final int BLOCK_SIZE = 524_288;

  private static final int BLOCKS_PER_GIB = (1 << 30) / BLOCK_SIZE;

  /** How far a snapshot is. */
  public enum Phase {
    /** It takes blocks. */
    OPEN,
    /** Its blocks are all there; the service still works on it. */
    COMPLETING,
    /** It looks as if its blocks were all there, and will fail. */
    FAILING,
    /** It is whole. */
    COMPLETED,
    /** It will never be. */
    FAILED
  }

  /**
   * What makes starting a snapshot twice harmless.
   *
   * @param token chosen by the client
   * @param parameters the request's other parameters, which must be the same for the same token
   */
  public record ClientToken(String token, String parameters) {}

  /** Keeps the collections as they are now. */
  public Snapshot {
    tags = Map.copyOf(tags);
    layers = List.copyOf(layers);
    createVolumePermissions = List.copyOf(createVolumePermissions);
  }

  /** How many blocks the volume has. */
  @JsonIgnore
  public int blockCount() {
    return volumeSize * BLOCKS_PER_GIB;
  }

  /** Whether the volume's blocks are encrypted. */
  @JsonIgnore
  public boolean encrypted() {
    return kmsKeyArn.isPresent();
  }

  /** The state as AWS names it. */
  @JsonIgnore
  public String state() {
    return switch (phase) {
      case OPEN, COMPLETING, FAILING -> "pending";
      case COMPLETED -> "completed";
      case FAILED -> "error";
    };
  }

  /**
   * This snapshot with all its blocks.
   *
   * @param polls how often it is described as pending before it is whole
   * @param fails whether it fails then instead
   * @param usedLayers the snapshots in whose files its blocks are
   * @param now the time
   */
  public Snapshot completing(int polls, boolean fails, List<String> usedLayers, Instant now) {
    Phase next = fails ? Phase.FAILING : Phase.COMPLETING;
    return in(next, polls, completionTime).on(usedLayers).settled(now);
  }

  /** This snapshot after it was described once more. */
  public Snapshot polled(Instant now) {
    return in(phase, Math.max(0, pollsLeft - 1), completionTime).settled(now);
  }

  /** This snapshot as it will be when it is described as pending no more. */
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

  /** This snapshot, cancelled. */
  public Snapshot failed() {
    return in(Phase.FAILED, 0, completionTime);
  }

  /** This snapshot with other tags. */
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

  /** This snapshot, open to other accounts. */
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
