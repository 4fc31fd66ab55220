package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides what of a project's holdings in a region is no longer needed. */
final class PrunePlanner {

  private final Uses uses;
  private final Project project;
  private final PruneSettings settings;
  private final Set<Ami.Source> copied;
  private final Instant now;

  /**
   * A planner.
   *
   * @param copied the AMIs that copies are being made of
   */
  PrunePlanner(
      AwsRegion region,
      Project project,
      PruneSettings settings,
      Set<Ami.Source> copied,
      Instant now) {
    this.uses = new Uses(region);
    this.project = project;
    this.settings = settings;
    this.copied = copied;
    this.now = now;
  }

  PrunePlan plan(Holdings holdings) {
    List<Leftover> leftovers =
        holdings.loose().stream().map(snapshot -> Leftover.of(snapshot, project)).toList();
    List<Leftover> busy = leftovers.stream().filter(leftover -> leftover.isBusy(now)).toList();
    List<PrunePlan.Kept> kept = new ArrayList<>();
    List<Ami> removed = new ArrayList<>();
    Map<String, Set<String>> users = uses.ofAmis(holdings.amis());
    int newest = 0;
    for (Ami ami : holdings.amis()) {
      Set<String> reasons = new LinkedHashSet<>();
      if (ami.state() == Ami.State.AVAILABLE && newest++ < settings.keep()) {
        reasons.add(newest == 1 ? "the newest" : "one of the newest " + settings.keep());
      }
      reasons.addAll(reasons(holdings, ami, !busy.isEmpty()));
      users.getOrDefault(ami.id(), Set.of()).forEach(user -> reasons.add("used by " + user));
      if (reasons.isEmpty() && isSpared(ami)) {
        reasons.add("shared with others");
      }
      if (reasons.isEmpty()) {
        removed.add(ami);
      } else {
        kept.add(new PrunePlan.Kept(ami, reasons));
      }
    }
    List<StoredSnapshot> snapshots = snapshots(holdings, removed);
    leftovers.stream()
        .filter(leftover -> !busy.contains(leftover))
        .forEach(leftover -> snapshots.add(leftover.snapshot()));
    return new PrunePlan(holdings, kept, removed, snapshots, busy);
  }

  private boolean isSpared(Ami ami) {
    return !settings.shared() && ami.state() == Ami.State.AVAILABLE && uses.isShared(ami);
  }

  private Set<String> reasons(Holdings holdings, Ami ami, boolean deploying) {
    Set<String> reasons = new LinkedHashSet<>();
    if (ami.state() == Ami.State.PENDING) {
      reasons.add("being made ready");
    }
    if (ami.state() == Ami.State.DISABLED) {
      reasons.add("disabled, as someone wanted it");
    }
    if (holdings.points(ami)) {
      reasons.add("named by " + holdings.pointer().orElseThrow().name());
    }
    if (copied.contains(new Ami.Source(holdings.region(), ami.id()))) {
      reasons.add("being copied to another region");
    }
    if (ami.guarded()) {
      reasons.add("protected from being deregistered");
    }
    if (deploying && holdings.current().stream().anyMatch(ami::equals)) {
      reasons.add("a deployment may build on it");
    }
    return reasons;
  }

  /** The project's snapshots of AMIs that go, but for those of which others are made too. */
  private List<StoredSnapshot> snapshots(Holdings holdings, List<Ami> removed) {
    Set<StoredSnapshot> snapshots = new LinkedHashSet<>();
    Set<String> ids = new HashSet<>();
    for (Ami ami : removed) {
      ids.add(ami.id());
      snapshots.addAll(holdings.snapshots(ami));
    }
    Map<String, Set<String>> users = uses.ofSnapshots(snapshots);
    List<StoredSnapshot> unused = new ArrayList<>(snapshots);
    unused.removeIf(snapshot -> !ids.containsAll(users.getOrDefault(snapshot.id(), Set.of())));
    return unused;
  }
}
