package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Blocks;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Registration.Mapping;
import io.github.miragemaven.local.state.Snapshot;
import io.github.miragemaven.local.state.Snapshot.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source region of a copy: any region in the same directory, including the region itself. */
record SourceRegion(RegionState state) {

  /**
   * A snapshot to copy.
   *
   * @param snapshot the snapshot
   * @param blocks the store with its blocks
   */
  record Disk(Snapshot snapshot, Blocks blocks) {}

  /** Returns the region with a name. */
  static SourceRegion of(String name, RegionContext region) throws ServiceError, IOException {
    if (name.equals(region.name())) {
      return new SourceRegion(region.state());
    }
    if (!name.matches("[a-z0-9-]+")
        || !Files.isDirectory(region.directory().resolve(name).resolve("snapshots"))) {
      throw Ec2Errors.invalidValue("Invalid source region: " + name);
    }
    return new SourceRegion(RegionState.open(region.directory(), name));
  }

  /** Returns the completed snapshot with an ID. */
  Disk completed(String id) throws ServiceError, IOException {
    Optional<Snapshot> snapshot =
        id.matches("snap-[0-9a-f]{8,17}") ? state.snapshots().find(id) : Optional.empty();
    if (snapshot.isEmpty()) {
      throw Ec2Errors.noSnapshot(id);
    }
    if (snapshot.get().phase() != Phase.COMPLETED) {
      throw Ec2Errors.notCompleted(id);
    }
    return new Disk(snapshot.get(), state.blocks());
  }

  /** Returns the available image with an ID. */
  Image available(String id) throws ServiceError, IOException {
    if (!id.matches("ami-[0-9a-f]{8,17}")) {
      throw Ec2Errors.malformedImage(id);
    }
    Image image = state.images().find(id).orElseThrow(() -> Ec2Errors.noImage(id));
    if (image.phase() != Image.Phase.AVAILABLE) {
      throw ServiceError.of(
          "InvalidAMIID.Unavailable", "The image ID '" + id + "' is " + image.state());
    }
    return image;
  }

  /** Returns the snapshots of an image's disks. */
  List<Disk> disks(Image image) throws ServiceError, IOException {
    List<Disk> disks = new ArrayList<>();
    for (Mapping mapping : image.registration().mappings()) {
      if (mapping.snapshotId().isPresent()) {
        disks.add(completed(mapping.snapshotId().get()));
      }
    }
    return disks;
  }
}
