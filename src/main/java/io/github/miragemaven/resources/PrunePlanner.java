package io.github.miragemaven.resources;

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

/** Decides which of a project's resources in a region are no longer needed. */
final class PrunePlanner {

  private final ResourceUsers resourceUsers;
  private final Project project;
  private final PruneSettings settings;
  private final Set<Ami.Source> copied;
  private final Instant now;

  /**
   * Creates a planner.
   *
   * @param copied the AMIs that are being copied
   */
  PrunePlanner(
      AwsRegion region,
      Project project,
      PruneSettings settings,
      Set<Ami.Source> copied,
      Instant now) {
    this.resourceUsers = new ResourceUsers(region);
    this.project = project;
    this.settings = settings;
    this.copied = copied;
    this.now = now;
  }

  PrunePlan plan(ProjectResources resources) {
    List<OrphanedSnapshot> orphans =
        resources.orphaned().stream()
            .map(snapshot -> OrphanedSnapshot.of(snapshot, project))
            .toList();
    List<OrphanedSnapshot> busy = orphans.stream().filter(orphan -> orphan.isBusy(now)).toList();
    List<PrunePlan.Kept> kept = new ArrayList<>();
    List<Ami> removed = new ArrayList<>();
    Map<String, Set<String>> users = resourceUsers.ofAmis(resources.amis());
    int newest = 0;
    for (Ami ami : resources.amis()) {
      Set<String> reasons = new LinkedHashSet<>();
      if (ami.state() == Ami.State.AVAILABLE && newest++ < settings.keep()) {
        reasons.add(newest == 1 ? "the newest" : "one of the newest " + settings.keep());
      }
      reasons.addAll(reasons(resources, ami, !busy.isEmpty()));
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
    List<StoredSnapshot> snapshots = snapshots(resources, removed);
    orphans.stream()
        .filter(orphan -> !busy.contains(orphan))
        .forEach(orphan -> snapshots.add(orphan.snapshot()));
    return new PrunePlan(resources, kept, removed, snapshots, busy);
  }

  private boolean isSpared(Ami ami) {
    return !settings.shared() && ami.state() == Ami.State.AVAILABLE && resourceUsers.isShared(ami);
  }

  private Set<String> reasons(ProjectResources resources, Ami ami, boolean deploying) {
    Set<String> reasons = new LinkedHashSet<>();
    if (ami.state() == Ami.State.PENDING) {
      reasons.add("pending");
    }
    if (ami.state() == Ami.State.DISABLED) {
      reasons.add("disabled by someone");
    }
    if (resources.isInParameter(ami)) {
      reasons.add("referenced by " + resources.pointer().orElseThrow().name());
    }
    if (copied.contains(new Ami.Source(resources.region(), ami.id()))) {
      reasons.add("being copied to another region");
    }
    if (ami.isProtected()) {
      reasons.add("protected from deregistration");
    }
    if (deploying && resources.current().stream().anyMatch(ami::equals)) {
      reasons.add("a running deployment may need it");
    }
    return reasons;
  }

  /** Returns the snapshots of removed AMIs that no other AMI uses. */
  private List<StoredSnapshot> snapshots(ProjectResources resources, List<Ami> removed) {
    Set<StoredSnapshot> snapshots = new LinkedHashSet<>();
    Set<String> ids = new HashSet<>();
    for (Ami ami : removed) {
      ids.add(ami.id());
      snapshots.addAll(resources.snapshots(ami));
    }
    Map<String, Set<String>> users = resourceUsers.ofSnapshots(snapshots);
    List<StoredSnapshot> unused = new ArrayList<>(snapshots);
    unused.removeIf(snapshot -> !ids.containsAll(users.getOrDefault(snapshot.id(), Set.of())));
    return unused;
  }
}
