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
 * What a project has in a region.
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

  /** The AMI of that image with those settings. */
  Optional<Ami> same(Sha256 image, Sha256 settings) {
    return amis.stream()
        .filter(ami -> ami.state() == Ami.State.AVAILABLE || ami.state() == Ami.State.PENDING)
        .filter(
            ami ->
                image.hex().equals(ami.tags().get(TagKeys.IMAGE))
                    && settings.hex().equals(ami.tags().get(TagKeys.SETTINGS)))
        .max(Comparator.comparing(Ami::created));
  }

  /** What a new snapshot may go on top of: the one of the newest AMI. */
  Optional<StoredSnapshot> newest() {
    return amis.stream()
        .filter(ami -> ami.state() == Ami.State.AVAILABLE)
        .max(Comparator.comparing(Ami::created))
        .flatMap(ami -> ami.snapshots().stream().findFirst())
        .flatMap(this::snapshot)
        .filter(snapshot -> snapshot.state() == StoredSnapshot.State.COMPLETED);
  }

  /** A completed snapshot that an order need not make again. */
  Optional<StoredSnapshot> completed(SnapshotOrder order) {
    return snapshots.stream()
        .filter(snapshot -> snapshot.state() == StoredSnapshot.State.COMPLETED)
        .filter(order::fits)
        .max(Comparator.comparing(StoredSnapshot::started));
  }

  /** One of the snapshots. */
  Optional<StoredSnapshot> snapshot(String id) {
    return snapshots.stream().filter(snapshot -> snapshot.id().equals(id)).findFirst();
  }

  /**
   * Snapshots that no AMI was made of and none will be: a run from the same directory began them
   * and was killed. Those begun elsewhere may be on their way still, until the service has given
   * them up or a day has passed.
   *
   * @param origin where this run is from
   * @param current the snapshot of this run
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
