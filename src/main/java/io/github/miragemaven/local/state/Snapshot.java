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
 * @param volume the volume it is a snapshot of
 * @param creation how far its creation has come
 * @param description may be empty
 * @param tags its tags
 * @param clientToken the client token it was started with
 * @param timeoutMinutes how long the upload may be idle before it is canceled
 */
public record Snapshot(
    String id,
    Volume volume,
    Creation creation,
    String description,
    Map<String, String> tags,
    Optional<ClientToken> clientToken,
    int timeoutMinutes) {

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
   * The volume of a snapshot.
   *
   * @param gib the size in GiB
   * @param kmsKeyArn the key it is encrypted with; empty if unencrypted
   * @param parentId the parent snapshot
   * @param lineage the first snapshot of its chain of parents, possibly itself
   * @param layers the snapshots whose files hold its blocks, starting with itself
   */
  public record Volume(
      int gib,
      Optional<String> kmsKeyArn,
      Optional<String> parentId,
      String lineage,
      List<String> layers) {

    /** Copies the layers. */
    public Volume {
      layers = List.copyOf(layers);
    }

    /** Returns the volume of a snapshot without a parent. */
    public static Volume of(String snapshotId, int gib, Optional<String> kmsKeyArn) {
      return new Volume(gib, kmsKeyArn, Optional.empty(), snapshotId, List.of(snapshotId));
    }
  }

  /**
   * The state of a snapshot's creation.
   *
   * @param phase the current phase
   * @param pollsLeft in the phases COMPLETING and FAILING, how many more times it is described as
   *     pending
   * @param started when it was started
   * @param completed when it was completed
   */
  public record Creation(Phase phase, int pollsLeft, Instant started, Optional<Instant> completed) {

    /** Returns the state of a snapshot that was just started. */
    public static Creation startedAt(Instant now) {
      return new Creation(Phase.OPEN, 0, now, Optional.empty());
    }

    private Creation in(Phase next, int polls, Instant now) {
      boolean settled = polls == 0;
      if (settled && next == Phase.COMPLETING) {
        return new Creation(Phase.COMPLETED, 0, started, Optional.of(now));
      }
      boolean failed = settled && next == Phase.FAILING;
      return new Creation(failed ? Phase.FAILED : next, polls, started, completed);
    }
  }

  /**
   * A client token, which makes starting a snapshot idempotent.
   *
   * @param token the token
   * @param parameters the request's other parameters, which must be the same for the same token
   */
  public record ClientToken(String token, String parameters) {}

  /** Copies the tags. */
  public Snapshot {
    tags = Map.copyOf(tags);
  }

  /** Returns the current phase. */
  public Phase phase() {
    return creation.phase();
  }

  /** Returns the size of the volume in GiB. */
  public int volumeSize() {
    return volume.gib();
  }

  /** Returns the key that the volume is encrypted with; empty if unencrypted. */
  public Optional<String> kmsKeyArn() {
    return volume.kmsKeyArn();
  }

  /** Returns the number of the volume's blocks. */
  @JsonIgnore
  public int blockCount() {
    return volume.gib() * BLOCKS_PER_GIB;
  }

  /** Tells whether the volume's blocks are encrypted. */
  @JsonIgnore
  public boolean encrypted() {
    return volume.kmsKeyArn().isPresent();
  }

  /** Returns the state's name in the EC2 API. */
  @JsonIgnore
  public String state() {
    return switch (phase()) {
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
    Volume written =
        new Volume(
            volume.gib(), volume.kmsKeyArn(), volume.parentId(), volume.lineage(), usedLayers);
    Creation next = creation.in(fails ? Phase.FAILING : Phase.COMPLETING, polls, now);
    return new Snapshot(id, written, next, description, tags, clientToken, timeoutMinutes);
  }

  /** Returns this snapshot after it was described once more. */
  public Snapshot polled(Instant now) {
    return with(creation.in(phase(), Math.max(0, creation.pollsLeft() - 1), now));
  }

  /** Returns this snapshot in its final state. */
  public Snapshot inTheEnd(Instant now) {
    return with(creation.in(phase(), 0, now));
  }

  /** Returns this snapshot, canceled. */
  public Snapshot failed() {
    return with(new Creation(Phase.FAILED, 0, creation.started(), creation.completed()));
  }

  /** Returns this snapshot with other tags. */
  public Snapshot tagged(Map<String, String> newTags) {
    return new Snapshot(id, volume, creation, description, newTags, clientToken, timeoutMinutes);
  }

  private Snapshot with(Creation next) {
    return new Snapshot(id, volume, next, description, tags, clientToken, timeoutMinutes);
  }
}
