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
 * @param registration what it was registered with
 * @param phase how far it is
 * @param pollsLeft in the phases PENDING and FAILING, how many more times it is described so
 * @param creationTime when it was registered
 * @param deprecationTime from when on it is not shown to other accounts
 * @param tags its tags
 * @param launchPermissions who else may launch it
 * @param source the image it was copied from
 */
public record Image(
    String id,
    String owner,
    Registration registration,
    Phase phase,
    int pollsLeft,
    Instant creationTime,
    Optional<Instant> deprecationTime,
    Map<String, String> tags,
    List<LaunchPermission> launchPermissions,
    Optional<Source> source) {

  /** How far an image is. */
  public enum Phase {
    /** The service still works on it. */
    PENDING,
    /** It looks as if the service still worked on it, and will fail. */
    FAILING,
    /** It can be launched. */
    AVAILABLE,
    /** Its owner has disabled it. */
    DISABLED,
    /** It will never be. */
    FAILED
  }

  /**
   * Who may launch an image.
   *
   * @param kind {@code userId}, {@code group}, {@code organizationArn} or {@code
   *     organizationalUnitArn}
   * @param value the account, {@code all}, or the ARN
   */
  public record LaunchPermission(String kind, String value) {}

  /**
   * Where a copy comes from.
   *
   * @param region its region
   * @param imageId its id there
   * @param clientToken the token the copy was asked for with
   */
  public record Source(String region, String imageId, Optional<String> clientToken) {}

  /** Keeps the collections as they are now. */
  public Image {
    tags = Map.copyOf(tags);
    launchPermissions = List.copyOf(launchPermissions);
  }

  /** The state as AWS names it. */
  @JsonIgnore
  public String state() {
    return switch (phase) {
      case PENDING, FAILING -> "pending";
      case AVAILABLE -> "available";
      case DISABLED -> "disabled";
      case FAILED -> "failed";
    };
  }

  /** Whether anyone may launch it. */
  @JsonIgnore
  public boolean isPublic() {
    return launchPermissions.contains(new LaunchPermission("group", "all"));
  }

  /** Whether one of its disks comes from this snapshot. */
  public boolean uses(String snapshotId) {
    return registration.mappings().stream()
        .anyMatch(mapping -> mapping.snapshotId().equals(Optional.of(snapshotId)));
  }

  /** This image after it was described once more. */
  public Image polled() {
    return in(phase, Math.max(0, pollsLeft - 1)).settled();
  }

  /** This image as it will be when it is described as pending no more. */
  public Image inTheEnd() {
    return in(phase, 0).settled();
  }

  /** This image, pending no more where no polls are left. */
  public Image settled() {
    if (pollsLeft > 0) {
      return this;
    }
    return switch (phase) {
      case PENDING -> in(Phase.AVAILABLE, 0);
      case FAILING -> in(Phase.FAILED, 0);
      case AVAILABLE, DISABLED, FAILED -> this;
    };
  }

  /** This image, disabled or available again. */
  public Image disabled(boolean disabled) {
    return in(disabled ? Phase.DISABLED : Phase.AVAILABLE, 0);
  }

  private Image in(Phase newPhase, int polls) {
    return new Image(
        id,
        owner,
        registration,
        newPhase,
        polls,
        creationTime,
        deprecationTime,
        tags,
        launchPermissions,
        source);
  }

  /** This image with other tags. */
  public Image tagged(Map<String, String> newTags) {
    return new Image(
        id,
        owner,
        registration,
        phase,
        pollsLeft,
        creationTime,
        deprecationTime,
        newTags,
        launchPermissions,
        source);
  }

  /** This image, open to others. */
  public Image sharedWith(List<LaunchPermission> permissions) {
    return new Image(
        id,
        owner,
        registration,
        phase,
        pollsLeft,
        creationTime,
        deprecationTime,
        tags,
        permissions,
        source);
  }

  /** This image with another description. */
  public Image described(String description) {
    return new Image(
        id,
        owner,
        registration.described(description),
        phase,
        pollsLeft,
        creationTime,
        deprecationTime,
        tags,
        launchPermissions,
        source);
  }

  /** This image, deprecated from a time on, or not at all. */
  public Image deprecated(Optional<Instant> time) {
    return new Image(
        id,
        owner,
        registration,
        phase,
        pollsLeft,
        creationTime,
        time,
        tags,
        launchPermissions,
        source);
  }
}
