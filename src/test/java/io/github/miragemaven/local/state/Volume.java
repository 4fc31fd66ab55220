package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume that was created on its own, without its data.
 *
 * @param id {@code vol-} and 17 hexadecimal digits
 * @param gib the size in GiB
 * @param zone the Availability Zone
 * @param kmsKeyArn the key it is encrypted with; empty if unencrypted
 * @param phase the current phase
 * @param pollsLeft how many more times this phase is described before the next one
 * @param attachment its attachment, if any
 * @param created when it was created
 * @param token the client token and the digest of the request's parameters
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

  /** The states of a volume, named as in VolumeState and VolumeAttachmentState. */
  public enum Phase {
    /** It is being created. */
    CREATING("creating", "detached"),
    /** It can be attached. */
    AVAILABLE("available", "detached"),
    /** It is being attached. */
    ATTACHING("in-use", "attaching"),
    /** It is attached to an instance. */
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
   * An attachment.
   *
   * @param instanceId the instance
   * @param device the device name
   * @param since when it was requested
   */
  public record Attachment(String instanceId, String device, Instant since) {}

  /** Copies the tags. */
  public Volume {
    tags = Map.copyOf(tags);
  }

  /** Returns the state's name in the EC2 API. */
  @JsonIgnore
  public String state() {
    return phase.state;
  }

  /** Returns the attachment state's name in the EC2 API. */
  @JsonIgnore
  public String attachmentState() {
    return phase.attachment;
  }

  /** Returns this volume being attached, or attached if no polls are left. */
  public Volume attaching(Attachment to, int polls) {
    return in(Phase.ATTACHING, polls, Optional.of(to)).settled();
  }

  /** Returns this volume being detached, or detached if no polls are left. */
  public Volume detaching(int polls) {
    return in(Phase.DETACHING, polls, attachment).settled();
  }

  /** Returns this volume after it was described once more. */
  public Volume polled() {
    return in(phase, Math.max(0, pollsLeft - 1), attachment).settled();
  }

  /** Returns this volume in its next phase if no polls are left. */
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

  /** Returns this volume with other tags. */
  public Volume tagged(Map<String, String> others) {
    return new Volume(
        id, gib, zone, kmsKeyArn, phase, pollsLeft, attachment, created, token, others);
  }
}
