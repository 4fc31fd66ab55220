package io.github.miragemaven.local.state;

import io.github.miragemaven.local.state.Snapshot.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies timeouts to snapshots: an upload that is idle for too long is canceled. */
public final class Lifecycle {

  private final RegionState state;
  private final InstantSource clock;

  /** Creates the life cycle of a region's snapshots. */
  public Lifecycle(RegionState state, InstantSource clock) {
    this.state = state;
    this.clock = clock;
  }

  /** Returns the current state of a snapshot. */
  public Optional<Snapshot> snapshot(String id) throws IOException {
    Optional<Snapshot> stored =
        id.matches("snap-[0-9a-f]+") ? state.snapshots().find(id) : Optional.empty();
    return stored.isPresent() ? Optional.of(now(stored.get())) : stored;
  }

  /** Returns the current state of all snapshots, sorted by ID. */
  public List<Snapshot> snapshots() throws IOException {
    List<Snapshot> snapshots = new ArrayList<>();
    for (Snapshot snapshot : state.snapshots().all()) {
      snapshots.add(now(snapshot));
    }
    return snapshots;
  }

  private Snapshot now(Snapshot snapshot) throws IOException {
    if (snapshot.phase() != Phase.OPEN) {
      return snapshot;
    }
    Duration rest = Duration.between(state.blocks().lastWritten(snapshot.id()), clock.instant());
    return rest.compareTo(Duration.ofMinutes(snapshot.timeoutMinutes())) > 0
        ? snapshot.failed()
        : snapshot;
  }
}
