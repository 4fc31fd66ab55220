package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.SnapshotPrice;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.InstanceStatus;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.progress.Table;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Formats the status of a project.
 *
 * @param project the project
 * @param price the price of a GiB-month of snapshots in US dollars; empty for the region's own
 *     price
 * @param now the current time
 */
public record StatusReport(Project project, Optional<Double> price, Instant now) {

  private static final String INDENT = "  ";

  /** Returns the lines of a region's report. */
  public List<String> lines(RegionStatus status) {
    List<String> lines = new ArrayList<>(lines(status.resources()));
    if (!status.instances().isEmpty()) {
      lines.addAll(instances(status.instances()));
    }
    return lines;
  }

  private static List<String> instances(List<InstanceStatus> statuses) {
    Table table = new Table();
    table.row("INSTANCE", "AMI", "TYPE", "STATE", "SINCE (UTC)", "ADDRESS", "SITE", "");
    for (InstanceStatus status : statuses) {
      Instance instance = status.instance();
      table.row(
          instance.id(),
          instance.spec().ami(),
          instance.spec().type(),
          Formats.state(instance.state()),
          Formats.time(instance.launched()),
          instance.address().orElse(""),
          status.answer().orElse(""),
          role(status));
    }
    return table.lines(INDENT);
  }

  /** Describes the role of an instance. */
  private static String role(InstanceStatus status) {
    Instance instance = status.instance();
    if (status.serving()) {
      return "serving";
    }
    if (instance.isUnfinished()) {
      return "launching, or its launch was killed";
    }
    return instance
        .due()
        .map(due -> "replaced, due " + Formats.time(due))
        .orElse(instance.verified().isPresent() ? "verified" : "not verified");
  }

  private List<String> lines(ProjectResources resources) {
    List<String> lines = new ArrayList<>();
    lines.add("%s, account %s".formatted(resources.region(), resources.account()));
    if (resources.amis().isEmpty() && resources.snapshots().isEmpty()) {
      lines.add(INDENT + "no resources of " + project.key());
    } else {
      lines.addAll(amis(resources));
      lines.add(INDENT + sum(resources));
    }
    resources.pointer().ifPresent(pointer -> lines.add(INDENT + words(pointer, resources)));
    resources
        .orphaned()
        .forEach(
            snapshot -> lines.addAll(orphan(resources, OrphanedSnapshot.of(snapshot, project))));
    return lines;
  }

  private static List<String> amis(ProjectResources resources) {
    Table table = new Table();
    table.row("AMI", "VERSION", "CREATED (UTC)", "STATE", "DATA", "VOLUME", "", "NAME");
    for (Ami ami : resources.amis()) {
      List<StoredSnapshot> snapshots = resources.snapshots(ami);
      table.row(
          ami.id(),
          ami.tags().getOrDefault(TagKeys.VERSION, ""),
          Formats.time(ami.created()),
          Formats.state(ami.state()),
          Sizes.of(snapshots.stream().mapToLong(StoredSnapshot::bytes).sum()),
          snapshots.stream().mapToInt(StoredSnapshot::gib).sum() + " GiB",
          resources.current().equals(Optional.of(ami)) ? "current" : "",
          ami.name());
    }
    return resources.amis().isEmpty() ? List.of() : table.lines(INDENT);
  }

  private String sum(ProjectResources resources) {
    SnapshotPrice perGib = priceIn(resources.region());
    return "%s: %s (an estimate, at %s)"
        .formatted(
            Formats.count(resources.amis().size(), resources.snapshots().size()),
            Cost.of(resources.snapshots(), perGib.perGib()).words(),
            perGib.words());
  }

  /** Returns the price in a region. */
  SnapshotPrice priceIn(String region) {
    return price.map(SnapshotPrice::of).orElseGet(() -> SnapshotPrice.in(region));
  }

  private static String words(ProjectResources.Pointer pointer, ProjectResources resources) {
    if (pointer.ami().isEmpty()) {
      return "The parameter %s does not exist.".formatted(pointer.name());
    }
    String id = pointer.ami().get();
    boolean current = resources.current().map(Ami::id).equals(pointer.ami());
    boolean own = resources.amis().stream().anyMatch(resources::isInParameter);
    return "The parameter %s holds %s%s."
        .formatted(
            pointer.name(),
            id,
            current ? ", the current AMI" : own ? "" : ", which is not an AMI of this project");
  }

  private List<String> orphan(ProjectResources resources, OrphanedSnapshot orphan) {
    StoredSnapshot snapshot = orphan.snapshot();
    String what =
        "%s%s (orphaned): %s, started %s, version %s"
            .formatted(
                INDENT,
                snapshot.id(),
                Formats.state(snapshot.state()),
                Formats.time(snapshot.started()),
                snapshot.tags().getOrDefault(TagKeys.VERSION, "unknown"));
    return List.of(
        what,
        orphan.isBusy(now)
            ? "%s  A running deployment may need it until %s."
                .formatted(INDENT, Formats.time(orphan.busyUntil()))
            : "%s  Remove it with: %s"
                .formatted(INDENT, RemovalCommand.ofSnapshot(resources.region(), snapshot.id())));
  }
}
