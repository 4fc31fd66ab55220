package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.aws.SnapshotPrice;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The plan of a prune in a region.
 *
 * @param resources the project's resources
 * @param kept the AMIs to keep
 * @param amis the AMIs to deregister
 * @param snapshots the snapshots to delete: those of these AMIs, and orphaned ones
 * @param busy orphaned snapshots that a running deployment may still need
 */
record PrunePlan(
    ProjectResources resources,
    List<Kept> kept,
    List<Ami> amis,
    List<StoredSnapshot> snapshots,
    List<OrphanedSnapshot> busy) {

  /**
   * An AMI to keep.
   *
   * @param reasons why it is kept
   */
  record Kept(Ami ami, Set<String> reasons) {}

  PrunePlan {
    kept = List.copyOf(kept);
    amis = List.copyOf(amis);
    snapshots = List.copyOf(snapshots);
    busy = List.copyOf(busy);
  }

  /** Tells whether there is nothing to remove. */
  boolean isEmpty() {
    return amis.isEmpty() && snapshots.isEmpty();
  }

  /** Estimates the savings. */
  Cost savings() {
    List<StoredSnapshot> rest = new ArrayList<>(resources.snapshots());
    rest.removeAll(snapshots);
    double perGib = SnapshotPrice.in(resources.region()).perGib();
    return new Cost(
        Cost.of(resources.snapshots(), perGib).bytes() - Cost.of(rest, perGib).bytes(), perGib);
  }
}
