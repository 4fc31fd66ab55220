package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The resources of a project in a region.
 *
 * @param amis its AMIs
 * @param snapshots its snapshots
 */
record Inventory(List<Ami> amis, List<StoredSnapshot> snapshots) {

  private static final Duration LONGEST_DEPLOYMENT = Duration.ofDays(1);

  Inventory {
    amis = List.copyOf(amis);
    snapshots = List.copyOf(snapshots);
  }

  static Inventory of(AwsRegion region, Project project) {
    return new Inventory(
        new Amis(region).tagged(TagKeys.PROJECT, project.key()),
        new Snapshots(region).tagged(TagKeys.PROJECT, project.key()));
  }

  /** Returns the AMI that has been registered for an image with the same settings. */
  Optional<Ami> existing(Sha256 image, Sha256 settings) {
    return amis.stream()
        .filter(ami -> ami.state() == Ami.State.AVAILABLE || ami.state() == Ami.State.PENDING)
        .filter(
            ami ->
                image.hex().equals(ami.tags().get(TagKeys.IMAGE))
                    && settings.hex().equals(ami.tags().get(TagKeys.SETTINGS)))
        .max(Comparator.comparing(Ami::created));
  }

  /** Returns the snapshot of the newest AMI, which can be the parent of a new one. */
  Optional<StoredSnapshot> newest() {
    return amis.stream()
        .filter(ami -> ami.state() == Ami.State.AVAILABLE)
        .max(Comparator.comparing(Ami::created))
        .flatMap(ami -> ami.snapshots().stream().findFirst())
        .flatMap(this::snapshot)
        .filter(snapshot -> snapshot.state() == StoredSnapshot.State.COMPLETED);
  }

  /** Returns a completed snapshot that fits an order. */
  Optional<StoredSnapshot> completed(SnapshotOrder order) {
    return snapshots.stream()
        .filter(snapshot -> snapshot.state() == StoredSnapshot.State.COMPLETED)
        .filter(order::fits)
        .max(Comparator.comparing(StoredSnapshot::started));
  }

  /** Returns the snapshot with an ID. */
  Optional<StoredSnapshot> snapshot(String id) {
    return snapshots.stream().filter(snapshot -> snapshot.id().equals(id)).findFirst();
  }

  /**
   * Returns the unfinished snapshots that killed deployments left behind. The ones of other
   * machines and directories may still be in progress until EBS fails them or a day has passed.
   *
   * @param origin the origin of this deployment
   * @param current the snapshot of this deployment
   */
  List<StoredSnapshot> leftovers(String origin, String current, Instant now) {
    return snapshots.stream()
        .filter(snapshot -> !snapshot.id().equals(current))
        .filter(snapshot -> TagKeys.UNFINISHED.equals(snapshot.tags().get(TagKeys.STATE)))
        .filter(
            snapshot ->
                origin.equals(snapshot.tags().get(TagKeys.ORIGIN))
                    || snapshot.state() == StoredSnapshot.State.FAILED
                    || snapshot.started().plus(LONGEST_DEPLOYMENT).isBefore(now))
        .filter(snapshot -> amis.stream().noneMatch(ami -> ami.snapshots().contains(snapshot.id())))
        .toList();
  }
}
