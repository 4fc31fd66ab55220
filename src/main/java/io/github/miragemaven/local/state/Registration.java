package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * The attributes that an image is registered with.
 *
 * @param name unique among the owner's images
 * @param description may be empty
 * @param machine the machine that it runs on
 * @param features what its system supports
 * @param rootDeviceName such as {@code /dev/sda1}
 * @param mappings the block device mappings
 */
public record Registration(
    String name,
    String description,
    Machine machine,
    Features features,
    Optional<String> rootDeviceName,
    List<Mapping> mappings) {

  /**
   * The machine of an image.
   *
   * @param imageType {@code machine} or {@code kernel}
   * @param architecture {@code i386}, {@code x86_64}, {@code arm64}
   * @param virtualizationType {@code paravirtual} or {@code hvm}
   * @param kernelId the AKI of a paravirtual image
   */
  public record Machine(
      String imageType,
      String architecture,
      String virtualizationType,
      Optional<String> kernelId) {}

  /**
   * The features that an image supports.
   *
   * @param ena whether it supports ENA
   * @param sriovNet {@code simple} or nothing
   * @param bootMode {@code legacy-bios}, {@code uefi}, {@code uefi-preferred}
   * @param tpm {@code v2.0}
   * @param imds {@code v2.0}
   */
  public record Features(
      Optional<Boolean> ena,
      Optional<String> sriovNet,
      Optional<String> bootMode,
      Optional<String> tpm,
      Optional<String> imds) {

    /** No features. */
    public static final Features NONE =
        new Features(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * The type of a volume.
   *
   * @param name such as {@code gp2}
   * @param iops provisioned I/O operations per second
   * @param throughput provisioned MiB per second
   */
  public record VolumeType(String name, Optional<Integer> iops, Optional<Integer> throughput) {}

  /**
   * A block device mapping.
   *
   * @param deviceName such as {@code /dev/sda1}
   * @param snapshotId the snapshot with its content; none for an empty volume
   * @param encrypted whether its snapshot is encrypted
   * @param volumeSize in GiB
   * @param volumeType the type of the volume
   * @param deleteOnTermination whether the volume is deleted with its instance
   * @param virtualName the name of an instance store volume, such as {@code ephemeral0}
   */
  public record Mapping(
      String deviceName,
      Optional<String> snapshotId,
      boolean encrypted,
      int volumeSize,
      VolumeType volumeType,
      boolean deleteOnTermination,
      Optional<String> virtualName) {

    /** Returns this mapping with another snapshot. */
    public Mapping on(String otherSnapshot, boolean isEncrypted) {
      return new Mapping(
          deviceName,
          Optional.of(otherSnapshot),
          isEncrypted,
          volumeSize,
          volumeType,
          deleteOnTermination,
          virtualName);
    }
  }

  /** Copies the mappings. */
  public Registration {
    mappings = List.copyOf(mappings);
  }

  /** Returns the architecture. */
  public String architecture() {
    return machine.architecture();
  }

  /** Returns the virtualization type. */
  public String virtualizationType() {
    return machine.virtualizationType();
  }

  /** Returns the AKI of a paravirtual image. */
  public Optional<String> kernelId() {
    return machine.kernelId();
  }

  /** Tells whether it is paravirtual. */
  @JsonIgnore
  public boolean paravirtual() {
    return virtualizationType().equals("paravirtual");
  }

  /** Returns this registration with another description. */
  Registration described(String other) {
    return copied(name, other, mappings);
  }

  /** Returns this registration with another name, description and mappings. */
  public Registration copied(String newName, String newDescription, List<Mapping> newMappings) {
    return new Registration(
        newName, newDescription, machine, features, rootDeviceName, newMappings);
  }

  /** Returns this registration with another kernel. */
  public Registration on(Optional<String> otherKernel) {
    Machine other =
        new Machine(machine.imageType(), architecture(), virtualizationType(), otherKernel);
    return new Registration(name, description, other, features, rootDeviceName, mappings);
  }
}
