package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Registration.Mapping;
import io.github.miragemaven.local.state.Registration.VolumeType;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The block device mappings of a RegisterImage request, checked by the rules of EC2. */
final class DiskMappings {

  /** A mapping as requested, before its snapshot is checked. */
  record Asked(
      String deviceName,
      Optional<String> virtualName,
      Optional<String> snapshotId,
      Optional<Integer> volumeSize,
      VolumeType volumeType,
      boolean deleteOnTermination,
      Optional<Boolean> encrypted) {}

  private static final Set<String> VOLUME_TYPES =
      Set.of("standard", "io1", "io2", "gp2", "gp3", "sc1", "st1");
  private static final Set<String> ROOT_VOLUME_TYPES =
      Set.of("standard", "io1", "io2", "gp2", "gp3");

  private DiskMappings() {}

  /** Parses the mappings of a request. */
  static List<Asked> of(Query query) throws ServiceError {
    List<Asked> disks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Query mapping : query.structures("BlockDeviceMapping")) {
      String name = mapping.required("DeviceName");
      if (!name.matches("(/dev/)?(sd[a-z]([1-9]|1[0-5])?|xvd[a-z]{1,2})")) {
        throw invalid("Invalid device name " + name);
      }
      if (!names.add(name)) {
        throw invalid("The device '" + name + "' is used in more than one block-device mapping");
      }
      if (mapping.text("NoDevice").isEmpty()) {
        disks.add(disk(name, mapping.text("VirtualName"), mapping.structure("Ebs")));
      }
    }
    return disks;
  }

  private static Asked disk(String name, Optional<String> virtualName, Query ebs)
      throws ServiceError {
    if (virtualName.filter(virtual -> !virtual.matches("ephemeral[0-9]{1,2}")).isPresent()) {
      throw invalid("Invalid virtual name " + virtualName.get());
    }
    Asked disk =
        new Asked(
            name,
            virtualName,
            ebs.text("SnapshotId"),
            ebs.number("VolumeSize"),
            new VolumeType(
                ebs.text("VolumeType").orElse("gp2"), ebs.number("Iops"), ebs.number("Throughput")),
            ebs.flag("DeleteOnTermination").orElse(true),
            ebs.flag("Encrypted"));
    if (!VOLUME_TYPES.contains(disk.volumeType().name())) {
      throw Ec2Errors.invalidValue("Invalid volume type " + disk.volumeType().name());
    }
    if (virtualName.isEmpty() && disk.snapshotId().isEmpty() && disk.volumeSize().isEmpty()) {
      throw invalid("The device '" + name + "' has neither a snapshot nor a size");
    }
    if (disk.snapshotId().isPresent() && disk.encrypted().isPresent()) {
      throw invalid(
          "the encrypted flag cannot be specified since device %s has a snapshot specified."
              .formatted(name));
    }
    checkPerformance(disk.volumeType());
    return disk;
  }

  private static void checkPerformance(VolumeType type) throws ServiceError {
    boolean provisioned = Set.of("io1", "io2").contains(type.name());
    if (provisioned && type.iops().isEmpty()) {
      throw ServiceError.of(
          "MissingParameter", "The parameter iops must be specified for " + type.name());
    }
    if (!provisioned && !type.name().equals("gp3") && type.iops().isPresent()) {
      throw Ec2Errors.invalidCombination(
          "The parameter iops is not supported for " + type.name() + " volumes.");
    }
    if (!type.name().equals("gp3") && type.throughput().isPresent()) {
      throw Ec2Errors.invalidCombination(
          "The parameter throughput is not supported for " + type.name() + " volumes.");
    }
  }

  /** Returns the mappings after checking the snapshots that they name. */
  static List<Mapping> onSnapshots(List<Asked> disks, Snapshots snapshots)
      throws ServiceError, IOException {
    List<Mapping> mappings = new ArrayList<>();
    for (Asked disk : disks) {
      Optional<Snapshot> snapshot = Optional.empty();
      if (disk.snapshotId().isPresent()) {
        snapshot = Optional.of(completed(disk.snapshotId().get(), snapshots));
      }
      int least = snapshot.map(Snapshot::volumeSize).orElse(0);
      int size = disk.volumeSize().orElse(least);
      if (size < least) {
        throw invalid(
            "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB"
                .formatted(size, disk.snapshotId().orElseThrow(), least));
      }
      mappings.add(
          new Mapping(
              disk.deviceName(),
              disk.snapshotId(),
              snapshot.map(Snapshot::encrypted).orElse(disk.encrypted().orElse(false)),
              size,
              disk.volumeType(),
              disk.deleteOnTermination(),
              disk.virtualName()));
    }
    return mappings;
  }

  private static Snapshot completed(String id, Snapshots snapshots)
      throws ServiceError, IOException {
    Snapshot snapshot = snapshots.find(id);
    if (snapshot.phase() != Snapshot.Phase.COMPLETED) {
      throw Ec2Errors.notCompleted(id);
    }
    return snapshot;
  }

  /** Refuses mappings whose root device has no snapshot. */
  static void checkRoot(List<Asked> disks, String rootDeviceName) throws ServiceError {
    Optional<Asked> root =
        disks.stream().filter(disk -> disk.deviceName().equals(rootDeviceName)).findFirst();
    if (root.flatMap(Asked::snapshotId).isEmpty()) {
      throw invalid("No root snapshot specified in device mapping.");
    }
    if (!ROOT_VOLUME_TYPES.contains(root.get().volumeType().name())) {
      throw Ec2Errors.invalidCombination(
          "The volume type " + root.get().volumeType().name() + " cannot be a root volume");
    }
  }

  private static ServiceError invalid(String message) {
    return ServiceError.of("InvalidBlockDeviceMapping", message);
  }
}
