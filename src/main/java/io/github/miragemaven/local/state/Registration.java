package io.github.miragemaven.local.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;

/**
 * The attributes that an image is registered with.
 *
 * @param name unique among the owner's images
 * @param description may be empty
 * @param imageType {@code machine} or {@code kernel}
 * @param architecture {@code i386}, {@code x86_64}, {@code arm64}
 * @param virtualizationType {@code paravirtual} or {@code hvm}
 * @param kernelId the AKI of a paravirtual image
 * @param rootDeviceName such as {@code /dev/sda1}
 * @param mappings the block device mappings
 * @param enaSupport whether it supports ENA
 * @param sriovNetSupport {@code simple} or nothing
 * @param bootMode {@code legacy-bios}, {@code uefi}, {@code uefi-preferred}
 * @param tpmSupport {@code v2.0}
 * @param imdsSupport {@code v2.0}
 */
public record Registration(
    String name,
    String description,
    String imageType,
    String architecture,
    String virtualizationType,
    Optional<String> kernelId,
    Optional<String> rootDeviceName,
    List<Mapping> mappings,
    Optional<Boolean> enaSupport,
    Optional<String> sriovNetSupport,
    Optional<String> bootMode,
    Optional<String> tpmSupport,
    Optional<String> imdsSupport) {

  /**
   * A block device mapping.
   *
   * @param deviceName such as {@code /dev/sda1}
   * @param snapshotId the snapshot with its content; none for an empty volume
   * @param volumeSize in GiB
   * @param volumeType such as {@code gp2}
   * @param deleteOnTermination whether the volume is deleted with its instance
   * @param encrypted whether its snapshot is encrypted
   * @param iops provisioned I/O operations per second
   * @param throughput provisioned MiB per second
   * @param virtualName the name of an instance store volume, such as {@code ephemeral0}
   */
  public record Mapping(
      String deviceName,
      Optional<String> snapshotId,
      int volumeSize,
      String volumeType,
      boolean deleteOnTermination,
      boolean encrypted,
      Optional<Integer> iops,
      Optional<Integer> throughput,
      Optional<String> virtualName) {

    /** Returns this mapping with another snapshot. */
    public Mapping on(String otherSnapshot, boolean isEncrypted) {
      return new Mapping(
          deviceName,
          Optional.of(otherSnapshot),
          volumeSize,
          volumeType,
          deleteOnTermination,
          isEncrypted,
          iops,
          throughput,
          virtualName);
    }
  }

  /** Copies the disks. */
  public Registration {
    mappings = List.copyOf(mappings);
  }

  /** Tells whether it is paravirtual. */
  @JsonIgnore
  public boolean paravirtual() {
    return virtualizationType.equals("paravirtual");
  }

  /** Returns this registration with another description. */
  Registration described(String other) {
    return new Registration(
        name,
        other,
        imageType,
        architecture,
        virtualizationType,
        kernelId,
        rootDeviceName,
        mappings,
        enaSupport,
        sriovNetSupport,
        bootMode,
        tpmSupport,
        imdsSupport);
  }

  /** Returns this registration with another name, description and mappings. */
  public Registration copied(String newName, String newDescription, List<Mapping> newMappings) {
    return new Registration(
        newName,
        newDescription,
        imageType,
        architecture,
        virtualizationType,
        kernelId,
        rootDeviceName,
        newMappings,
        enaSupport,
        sriovNetSupport,
        bootMode,
        tpmSupport,
        imdsSupport);
  }

  /** Returns this registration with another kernel. */
  public Registration on(Optional<String> otherKernel) {
    return new Registration(
        name,
        description,
        imageType,
        architecture,
        virtualizationType,
        otherKernel,
        rootDeviceName,
        mappings,
        enaSupport,
        sriovNetSupport,
        bootMode,
        tpmSupport,
        imdsSupport);
  }
}
