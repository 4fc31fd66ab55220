package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An AMI, or a kernel image (AKI).
 *
 * @param id {@code ami-} or {@code aki-} and hexadecimal digits
 * @param owner the account
 * @param registration the attributes it was registered with
 * @param creation how far its creation has come
 * @param deprecationTime when it is hidden from other accounts
 * @param tags its tags
 * @param launchPermissions who else may launch it
 */
public record Image(
    String id,
    String owner,
    Registration registration,
    Creation creation,
    Optional<Instant> deprecationTime,
    Map<String, String> tags,
    List<LaunchPermission> launchPermissions) {

  /** The life cycle of an image. */
  public enum Phase {
    /** It is being created. */
    PENDING,
    /** It is described as pending, but will fail. */
    FAILING,
    /** It can be launched. */
    AVAILABLE,
    /** Its owner has disabled it. */
    DISABLED,
    /** Its creation failed. */
    FAILED
  }

  /**
   * A launch permission.
   *
   * @param kind {@code userId}, {@code group}, {@code organizationArn} or {@code
   *     organizationalUnitArn}
   * @param value the account, {@code all}, or the ARN
   */
  public record LaunchPermission(String kind, String value) {}

  /**
   * The origin of a copy.
   *
   * @param region the region of the source image
   * @param imageId the ID of the source image
   * @param clientToken the client token of the copy request
   */
  public record Source(String region, String imageId, Optional<String> clientToken) {}

  /**
   * The creation of an image.
   *
   * @param phase the current phase
   * @param pollsLeft in the phases PENDING and FAILING, how many more times they are described
   * @param time when it was registered
   * @param source the image that it was copied from
   */
  public record Creation(Phase phase, int pollsLeft, Instant time, Optional<Source> source) {

    private Creation in(Phase next, int polls) {
      return new Creation(next, polls, time, source);
    }

    private Creation settled() {
      if (pollsLeft > 0) {
        return this;
      }
      return switch (phase) {
        case PENDING -> in(Phase.AVAILABLE, 0);
        case FAILING -> in(Phase.FAILED, 0);
        case AVAILABLE, DISABLED, FAILED -> this;
      };
    }
  }

  /** Copies the collections. */
  public Image {
    tags = Map.copyOf(tags);
    launchPermissions = List.copyOf(launchPermissions);
  }

  /** Returns the current phase. */
  public Phase phase() {
    return creation.phase();
  }

  /** Returns the image that it was copied from. */
  public Optional<Source> source() {
    return creation.source();
  }

  /** Returns the state's name in the EC2 API. */
  @JsonIgnore
  public String state() {
    return switch (phase()) {
      case PENDING, FAILING -> "pending";
      case AVAILABLE -> "available";
      case DISABLED -> "disabled";
      case FAILED -> "failed";
    };
  }

  /** Tells whether anyone may launch it. */
  @JsonIgnore
  public boolean isPublic() {
    return launchPermissions.contains(new LaunchPermission("group", "all"));
  }

  /** Tells whether one of its disks comes from a snapshot. */
  public boolean uses(String snapshotId) {
    return registration.mappings().stream()
        .anyMatch(mapping -> mapping.snapshotId().equals(Optional.of(snapshotId)));
  }

  /** Returns this image after it was described once more. */
  public Image polled() {
    return with(creation.in(phase(), Math.max(0, creation.pollsLeft() - 1)).settled());
  }

  /** Returns this image in its final state. */
  public Image inTheEnd() {
    return with(creation.in(phase(), 0).settled());
  }

  /** Returns this image in its final state if no polls are left. */
  public Image settled() {
    return with(creation.settled());
  }

  /** Returns this image, disabled. */
  public Image disabled() {
    return with(creation.in(Phase.DISABLED, 0));
  }

  private Image with(Creation other) {
    return new Image(id, owner, registration, other, deprecationTime, tags, launchPermissions);
  }

  /** Returns this image with other tags. */
  public Image tagged(Map<String, String> newTags) {
    return new Image(
        id, owner, registration, creation, deprecationTime, newTags, launchPermissions);
  }

  /** Returns this image with other launch permissions. */
  public Image sharedWith(List<LaunchPermission> permissions) {
    return new Image(id, owner, registration, creation, deprecationTime, tags, permissions);
  }

  /** Returns this image with another description. */
  public Image described(String description) {
    Registration other = registration.described(description);
    return new Image(id, owner, other, creation, deprecationTime, tags, launchPermissions);
  }

  /** Returns this image, deprecated from a time on. */
  public Image deprecated(Instant time) {
    return new Image(id, owner, registration, creation, Optional.of(time), tags, launchPermissions);
  }
}
