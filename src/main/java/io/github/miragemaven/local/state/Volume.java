package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume that was created by itself, but for its bytes.
 *
 * @param id {@code vol-} and 17 hexadecimal digits
 * @param gib its size in GiB
 * @param zone the availability zone that it is in
 * @param kmsKeyArn the key it is encrypted with; empty for an unencrypted one
 * @param phase what it does
 * @param pollsLeft how many more times it is described so, where it will do something else
 * @param attachment what it is attached to
 * @param created when it was created
 * @param token the token of the request, and the digest of the request's parameters
 * @param tags its tags
 */
public record Volume(
    String id,
    int gib,
    String zone,
    Optional<String> kmsKeyArn,
    Phase phase,
    int pollsLeft,
    Optional<Attachment> attachment,
    Instant created,
    Optional<Instance.Token> token,
    Map<String, String> tags) {

  /** What a volume does; the names are those of VolumeState and VolumeAttachmentState. */
  public enum Phase {
    /** It is being made. */
    CREATING("creating", "detached"),
    /** It can be attached. */
    AVAILABLE("available", "detached"),
    /** It is being attached. */
    ATTACHING("in-use", "attaching"),
    /** It is a disk of an instance. */
    ATTACHED("in-use", "attached"),
    /** It is being detached. */
    DETACHING("in-use", "detaching");

    private final String state;
    private final String attachment;

    Phase(String state, String attachment) {
      this.state = state;
      this.attachment = attachment;
    }
  }

  /**
   * Where a volume is attached.
   *
   * @param instanceId to which instance
   * @param device by which name
   * @param since when that was asked for
   */
  public record Attachment(String instanceId, String device, Instant since) {}

  /** Keeps the tags as they are now. */
  public Volume {
    tags = Map.copyOf(tags);
  }

  /** Its state as AWS names it. */
  @JsonIgnore
  public String state() {
    return phase.state;
  }

  /** Its attachment's state as AWS names it. */
  @JsonIgnore
  public String attachmentState() {
    return phase.attachment;
  }

  /** This volume, being attached, or already where no polls are left. */
  public Volume attaching(Attachment to, int polls) {
    return in(Phase.ATTACHING, polls, Optional.of(to)).settled();
  }

  /** This volume, being detached, or already where no polls are left. */
  public Volume detaching(int polls) {
    return in(Phase.DETACHING, polls, attachment).settled();
  }

  /** This volume after it was described once more. */
  public Volume polled() {
    return in(phase, Math.max(0, pollsLeft - 1), attachment).settled();
  }

  /** This volume in its next phase, where no polls are left. */
  public Volume settled() {
    if (pollsLeft > 0) {
      return this;
    }
    return switch (phase) {
      case CREATING, AVAILABLE, DETACHING -> in(Phase.AVAILABLE, 0, Optional.empty());
      case ATTACHING, ATTACHED -> in(Phase.ATTACHED, 0, attachment);
    };
  }

  private Volume in(Phase next, int polls, Optional<Attachment> to) {
    return new Volume(id, gib, zone, kmsKeyArn, next, polls, to, created, token, tags);
  }

  /** This volume with other tags. */
  public Volume tagged(Map<String, String> others) {
    return new Volume(
        id, gib, zone, kmsKeyArn, phase, pollsLeft, attachment, created, token, others);
  }
}
