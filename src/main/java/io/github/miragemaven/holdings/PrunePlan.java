package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.aws.SnapshotPrice;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a prune would do in a region.
 *
 * @param holdings what is there
 * @param kept the AMIs that stay
 * @param amis the AMIs that go
 * @param snapshots the snapshots that go: those of these AMIs, and those of none
 * @param busy the snapshots that are left alone for now
 */
record PrunePlan(
    Holdings holdings,
    List<Kept> kept,
    List<Ami> amis,
    List<StoredSnapshot> snapshots,
    List<Leftover> busy) {

  /**
   * An AMI that stays.
   *
   * @param reasons why, in words
   */
  record Kept(Ami ami, Set<String> reasons) {}

  PrunePlan {
    kept = List.copyOf(kept);
    amis = List.copyOf(amis);
    snapshots = List.copyOf(snapshots);
    busy = List.copyOf(busy);
  }

  /** Whether nothing goes. */
  boolean isEmpty() {
    return amis.isEmpty() && snapshots.isEmpty();
  }

  /** What is saved. */
  Cost savings() {
    List<StoredSnapshot> rest = new ArrayList<>(holdings.snapshots());
    rest.removeAll(snapshots);
    double perGib = SnapshotPrice.in(holdings.region()).perGib();
    return new Cost(
        Cost.of(holdings.snapshots(), perGib).bytes() - Cost.of(rest, perGib).bytes(), perGib);
  }
}
