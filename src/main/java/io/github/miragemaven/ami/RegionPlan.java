package io.github.miragemaven.ami;

import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadPlan;
import java.util.Optional;

/**
 * The plan of a deployment in a region.
 *
 * @param account the AWS account ID
 * @param inventory the project's resources in the region
 * @param spec the AMI to register
 * @param order the snapshot to create for it
 * @param existing the AMI, if it is already registered
 * @param reusable the snapshot, if it already exists
 * @param upload the upload, if neither exists
 */
record RegionPlan(
    String account,
    Inventory inventory,
    AmiSpec spec,
    SnapshotOrder order,
    Optional<Ami> existing,
    Optional<StoredSnapshot> reusable,
    Optional<UploadPlan> upload) {

  /** Returns the number of bytes to upload. */
  long bytes() {
    return upload.map(UploadPlan::bytes).orElse(0L);
  }
}
