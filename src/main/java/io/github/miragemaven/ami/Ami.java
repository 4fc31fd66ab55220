package io.github.miragemaven.ami;

import io.github.miragemaven.kernel.Virtualization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/**
 * An AMI.
 *
 * @param image the AMI as EC2 describes it
 */
public record Ami(Image image) {

  /** The state of an AMI. */
  public enum State {
    /** It is not available yet. */
    PENDING,
    /** It can be launched. */
    AVAILABLE,
    /** It has been disabled and cannot be launched. */
    DISABLED,
    /** It can never be launched. */
    FAILED
  }

  /**
   * The AMI from which an AMI was copied.
   *
   * @param region its region
   * @param id its ID
   */
  public record Source(String region, String id) {}

  /** Returns the ID. */
  public String id() {
    return image.imageId();
  }

  /** Returns the name. */
  public String name() {
    return image.name();
  }

  /** Returns the state. */
  public State state() {
    return switch (image.state()) {
      case AVAILABLE -> State.AVAILABLE;
      case PENDING, TRANSIENT -> State.PENDING;
      case DISABLED -> State.DISABLED;
      default -> State.FAILED;
    };
  }

  /** Returns why the AMI has failed; empty if EC2 gives no reason. */
  String reason() {
    return Optional.ofNullable(image.stateReason()).map(StateReason::message).orElse("");
  }

  /** Returns the virtualization type. */
  public Virtualization virtualization() {
    return image.virtualizationType() == VirtualizationType.PARAVIRTUAL
        ? Virtualization.PARAVIRTUAL
        : Virtualization.HVM;
  }

  /** Returns the IDs of the snapshots of its disks. */
  public List<String> snapshots() {
    return image.blockDeviceMappings().stream()
        .map(BlockDeviceMapping::ebs)
        .filter(Objects::nonNull)
        .map(EbsBlockDevice::snapshotId)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the creation time. */
  public Instant created() {
    return Optional.ofNullable(image.creationDate()).map(Instant::parse).orElse(Instant.EPOCH);
  }

  /** Returns the description. */
  public String description() {
    return Optional.ofNullable(image.description()).orElse("");
  }

  /** Returns the time from which the AMI is deprecated. */
  public Optional<Instant> deprecation() {
    return Optional.ofNullable(image.deprecationTime()).map(Instant::parse);
  }

  /** Returns true if the AMI is protected from deregistration. */
  public boolean isProtected() {
    String protection = image.deregistrationProtection();
    return protection != null && !protection.equals("disabled");
  }

  /** Returns the AMI from which it was copied. */
  public Optional<Source> source() {
    return Optional.ofNullable(image.sourceImageId())
        .map(id -> new Source(image.sourceImageRegion(), id));
  }

  /** Returns the tags. */
  public Map<String, String> tags() {
    return image.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
