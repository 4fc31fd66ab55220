package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.RemovalCommand;
import io.github.miragemaven.aws.SnapshotPrice;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.Instance;
import io.github.miragemaven.instance.Sighting;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.progress.Table;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a project has in a region, in words.
 *
 * @param project the project
 * @param price what a GiB of snapshots costs for a month, in US dollars; empty for the region's
 * @param now the time
 */
public record StatusReport(Project project, Optional<Double> price, Instant now) {

  private static final String INDENT = "  ";

  /** The report, line by line. */
  public List<String> lines(Standing standing) {
    List<String> lines = new ArrayList<>(lines(standing.holdings()));
    if (!standing.instances().isEmpty()) {
      lines.addAll(instances(standing.instances()));
    }
    return lines;
  }

  private static List<String> instances(List<Sighting> sightings) {
    Table table = new Table();
    table.row("INSTANCE", "AMI", "TYPE", "STATE", "SINCE (UTC)", "ADDRESS", "SITE", "");
    for (Sighting sighting : sightings) {
      Instance instance = sighting.instance();
      table.row(
          instance.id(),
          instance.ami(),
          instance.type(),
          Words.state(instance.state()),
          Words.time(instance.launched()),
          instance.addresses().visited().orElse(""),
          sighting.answer().orElse(""),
          role(sighting));
    }
    return table.lines(INDENT);
  }

  /** What an instance is there for, in words. */
  private static String role(Sighting sighting) {
    Instance instance = sighting.instance();
    if (sighting.serving()) {
      return "serving";
    }
    if (instance.isUnfinished()) {
      return "of a launch that runs, or was killed";
    }
    return instance
        .due()
        .map(due -> "replaced, due " + Words.time(due))
        .orElse(instance.verified().isPresent() ? "verified" : "not verified");
  }

  private List<String> lines(Holdings holdings) {
    List<String> lines = new ArrayList<>();
    lines.add("%s, account %s".formatted(holdings.region(), holdings.account()));
    if (holdings.amis().isEmpty() && holdings.snapshots().isEmpty()) {
      lines.add(INDENT + "nothing of " + project.key());
    } else {
      lines.addAll(amis(holdings));
      lines.add(INDENT + sum(holdings));
    }
    holdings.pointer().ifPresent(pointer -> lines.add(INDENT + words(pointer, holdings)));
    holdings
        .loose()
        .forEach(snapshot -> lines.addAll(leftover(holdings, Leftover.of(snapshot, project))));
    return lines;
  }

  private static List<String> amis(Holdings holdings) {
    Table table = new Table();
    table.row("AMI", "VERSION", "CREATED (UTC)", "STATE", "DATA", "VOLUME", "", "NAME");
    for (Ami ami : holdings.amis()) {
      List<StoredSnapshot> snapshots = holdings.snapshots(ami);
      table.row(
          ami.id(),
          ami.tags().getOrDefault(TagKeys.VERSION, ""),
          Words.time(ami.created()),
          Words.state(ami.state()),
          Sizes.of(snapshots.stream().mapToLong(StoredSnapshot::bytes).sum()),
          snapshots.stream().mapToInt(StoredSnapshot::gib).sum() + " GiB",
          holdings.current().equals(Optional.of(ami)) ? "current" : "",
          ami.name());
    }
    return holdings.amis().isEmpty() ? List.of() : table.lines(INDENT);
  }

  private String sum(Holdings holdings) {
    SnapshotPrice perGib = priceIn(holdings.region());
    return "%s: %s (an estimate, at %s)"
        .formatted(
            Words.count(holdings.amis().size(), holdings.snapshots().size()),
            Cost.of(holdings.snapshots(), perGib.perGib()).words(),
            perGib.words());
  }

  /** What a GiB costs in a region. */
  SnapshotPrice priceIn(String region) {
    return price.map(SnapshotPrice::of).orElseGet(() -> SnapshotPrice.in(region));
  }

  private static String words(Holdings.Pointer pointer, Holdings holdings) {
    if (pointer.ami().isEmpty()) {
      return "The parameter %s is not there.".formatted(pointer.name());
    }
    String id = pointer.ami().get();
    boolean current = holdings.current().map(Ami::id).equals(pointer.ami());
    boolean own = holdings.amis().stream().anyMatch(holdings::points);
    return "The parameter %s names %s%s."
        .formatted(
            pointer.name(),
            id,
            current ? ", which is current" : own ? "" : ", which is no AMI of this project");
  }

  private List<String> leftover(Holdings holdings, Leftover leftover) {
    StoredSnapshot snapshot = leftover.snapshot();
    String what =
        "%s%s of no AMI: %s, begun %s, version %s"
            .formatted(
                INDENT,
                snapshot.id(),
                Words.state(snapshot.state()),
                Words.time(snapshot.started()),
                snapshot.tags().getOrDefault(TagKeys.VERSION, "unknown"));
    return List.of(
        what,
        leftover.isBusy(now)
            ? "%s  A deployment may be at it until %s."
                .formatted(INDENT, Words.time(leftover.busyUntil()))
            : "%s  Remove it with: %s"
                .formatted(INDENT, RemovalCommand.ofSnapshot(holdings.region(), snapshot.id())));
  }
}
