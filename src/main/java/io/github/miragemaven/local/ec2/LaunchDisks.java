package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Instance.Disk;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of a new instance: those of its image, as modified by the request. */
final class LaunchDisks {

  /**
   * A request's change of one of the image's volumes.
   *
   * @param deviceName the device name
   * @param size the size in GiB
   * @param deleteOnTermination whether it is deleted with the instance
   */
  record Change(String deviceName, Optional<Integer> size, Optional<Boolean> deleteOnTermination) {}

  private LaunchDisks() {}

  /** Parses the changes. */
  static List<Change> changes(Query query) throws ServiceError {
    List<Change> changes = new ArrayList<>();
    for (Query mapping : query.structures("BlockDeviceMapping")) {
      Query ebs = mapping.structure("Ebs");
      changes.add(
          new Change(
              mapping.required("DeviceName"),
              ebs.number("VolumeSize"),
              ebs.flag("DeleteOnTermination")));
    }
    return changes;
  }

  /** Returns the volumes of an instance of an image. */
  static List<Disk> of(Image image, List<Change> changes, Map<String, String> tags)
      throws ServiceError {
    List<Mapping> mappings =
        image.registration().mappings().stream()
            .filter(mapping -> mapping.virtualName().isEmpty())
            .toList();
    for (Change change : changes) {
      if (mappings.stream().noneMatch(disk -> disk.deviceName().equals(change.deviceName()))) {
        throw invalid("The AMI has no disk " + change.deviceName());
      }
    }
    List<Disk> disks = new ArrayList<>();
    for (Mapping mapping : mappings) {
      Optional<Change> change =
          changes.stream().filter(c -> c.deviceName().equals(mapping.deviceName())).findFirst();
      int size = change.flatMap(Change::size).orElse(mapping.volumeSize());
      if (size < mapping.volumeSize()) {
        throw invalid(
            "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB"
                .formatted(size, mapping.snapshotId().orElse(""), mapping.volumeSize()));
      }
      disks.add(
          new Disk(
              mapping.deviceName(),
              RegionState.newId("vol"),
              mapping.snapshotId(),
              size,
              change.flatMap(Change::deleteOnTermination).orElse(mapping.deleteOnTermination()),
              tags));
    }
    return disks;
  }

  /** Returns a copy of a volume for another instance. */
  static Disk anew(Disk disk) {
    return new Disk(
        disk.deviceName(),
        RegionState.newId("vol"),
        disk.snapshotId(),
        disk.size(),
        disk.deleteOnTermination(),
        disk.tags());
  }

  private static ServiceError invalid(String message) {
    return ServiceError.of("InvalidBlockDeviceMapping", message);
  }
}
