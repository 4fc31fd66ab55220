package io.github.miragemaven.ami;

import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadPlan;
import java.util.Optional;

/**
 * What a deployment will do in a region.
 *
 * @param region the region
 * @param account the account
 * @param inventory what the project has there
 * @param spec the AMI that is wanted
 * @param order the snapshot that it is made of
 * @param existing the AMI, if it is there already
 * @param reusable the snapshot, if it is there already
 * @param upload what is sent, if neither is
 */
record RegionPlan(
    String region,
    String account,
    Inventory inventory,
    AmiSpec spec,
    SnapshotOrder order,
    Optional<Ami> existing,
    Optional<StoredSnapshot> reusable,
    Optional<UploadPlan> upload) {

  /** How many bytes are sent. */
  long bytes() {
    return upload.map(UploadPlan::bytes).orElse(0L);
  }
}
