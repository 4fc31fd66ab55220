package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.Lifecycle;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** DescribeSnapshots and DeleteSnapshot. */
final class Snapshots {

  /** The volume ID of snapshots written with the EBS direct APIs. */
  private static final String NO_VOLUME = "vol-ffffffff";

  private static final int MIN_RESULTS = 5;

  private static final Filters<Snapshot> FILTERS =
      new Filters<>(
          Map.of(
              "snapshot-id", snapshot -> List.of(snapshot.id()),
              "status", snapshot -> List.of(snapshot.state())),
          Snapshot::tags);

  private final RegionContext region;
  private final RegionState state;
  private final Lifecycle lifecycle;

  Snapshots(RegionContext region) {
    this.region = region;
    this.state = region.state();
    this.lifecycle = new Lifecycle(state, region.clock());
  }

  Consumer<Xml> describe(Query query) throws ServiceError, IOException {
    List<String> ids = query.texts("SnapshotId");
    List<String> owners = query.texts("Owner");
    List<String> restorers = query.texts("RestorableBy");
    boolean mine = isMine(owners) && isMine(restorers);
    Predicate<Snapshot> fits = FILTERS.of(query).and(snapshot -> mine);
    boolean paged = query.text("MaxResults").isPresent() || query.text("NextToken").isPresent();
    Page.Asked page = Page.asked(query, region, MIN_RESULTS);
    if (!ids.isEmpty() && paged) {
      throw Ec2Errors.invalidCombination(
          "The parameter snapshotIds cannot be used with the parameter maxResults");
    }
    query.done();
    Instant now = region.clock().instant();
    return state
        .lock()
        .hold(
            () -> {
              List<Snapshot> chosen = chosen(ids);
              Page<Snapshot> shown = page.of(chosen.stream().filter(fits).toList());
              Map<String, Long> sizes = new HashMap<>();
              for (Snapshot snapshot : shown.items()) {
                sizes.put(snapshot.id(), fullSize(snapshot));
              }
              for (Snapshot snapshot : chosen) {
                boolean asked = fits.test(snapshot) || fits.test(snapshot.inTheEnd(now));
                if (asked && !snapshot.polled(now).equals(snapshot)) {
                  state.snapshots().put(snapshot.id(), snapshot.polled(now));
                }
              }
              return answer -> {
                answer.items(
                    "snapshotSet",
                    shown.items(),
                    (item, snapshot) -> write(item, snapshot, sizes.get(snapshot.id())));
                answer.text("nextToken", shown.nextToken());
              };
            });
  }

  /**
   * Tells whether a list of accounts includes this one, which owns all snapshots and can restore
   * them.
   */
  private static boolean isMine(List<String> accounts) {
    return accounts.isEmpty()
        || accounts.contains("self")
        || accounts.contains(RegionState.ACCOUNT);
  }

  private List<Snapshot> chosen(List<String> ids) throws ServiceError, IOException {
    if (ids.isEmpty()) {
      return lifecycle.snapshots();
    }
    List<Snapshot> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(find(id));
    }
    return chosen;
  }

  /** Returns the snapshot with an ID. */
  Snapshot find(String id) throws ServiceError, IOException {
    if (!id.matches("snap-[0-9a-f]{8,17}")) {
      throw Ec2Errors.malformedSnapshot(id);
    }
    return lifecycle.snapshot(id).orElseThrow(() -> Ec2Errors.noSnapshot(id));
  }

  Consumer<Xml> delete(Query query) throws ServiceError, IOException {
    String id = query.required("SnapshotId");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              find(id);
              Optional<Image> user =
                  state.images().all().stream().filter(image -> image.uses(id)).findFirst();
              if (user.isPresent()) {
                throw ServiceError.of(
                    "InvalidSnapshot.InUse",
                    "The snapshot %s is currently in use by %s".formatted(id, user.get().id()));
              }
              state.snapshots().remove(id);
              state.dropUnusedBlocks();
              return Ec2Operation.DONE;
            });
  }

  private static String progress(Snapshot snapshot) {
    return snapshot.phase() == Snapshot.Phase.COMPLETED ? "100%" : "0%";
  }

  /**
   * Returns the size of all blocks, including inherited ones (Snapshot, FullSnapshotSizeInBytes).
   */
  private long fullSize(Snapshot snapshot) throws IOException {
    return snapshot.phase() == Snapshot.Phase.COMPLETED
        ? (long) state.blocks().count(snapshot.id()) * Snapshot.BLOCK_SIZE
        : 0;
  }

  private static void write(Xml item, Snapshot snapshot, long fullSize) {
    item.text("snapshotId", snapshot.id())
        .text("volumeId", NO_VOLUME)
        .text("status", snapshot.state())
        .text("startTime", snapshot.creation().started())
        .text("completionTime", snapshot.creation().completed())
        .text("progress", progress(snapshot))
        .text("ownerId", RegionState.ACCOUNT)
        .text("volumeSize", snapshot.volumeSize())
        .text("description", snapshot.description())
        .text("encrypted", snapshot.encrypted())
        .text("kmsKeyId", snapshot.kmsKeyArn())
        .text("fullSnapshotSizeInBytes", fullSize)
        .text("storageTier", "standard");
    if (snapshot.phase() == Snapshot.Phase.FAILED) {
      item.text("statusMessage", "The upload was cancelled: no block came before its timeout");
    }
    TagSpecifications.write(item, snapshot.tags());
  }
}
