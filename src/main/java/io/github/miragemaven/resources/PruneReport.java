package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.progress.Table;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Formats the plan of a prune. */
final class PruneReport {

  private static final String INDENT = "  ";

  private PruneReport() {}

  static List<String> lines(Project project, PrunePlan plan) {
    ProjectResources resources = plan.resources();
    List<String> lines = new ArrayList<>();
    lines.add("%s, account %s".formatted(resources.region(), resources.account()));
    if (resources.amis().isEmpty() && resources.snapshots().isEmpty()) {
      lines.add(INDENT + "no resources of " + project.key());
      return lines;
    }
    Table table = new Table();
    plan.kept().forEach(kept -> row(table, "keep", kept.ami(), String.join(", ", kept.reasons())));
    plan.busy()
        .forEach(
            orphan ->
                row(
                    table,
                    "keep",
                    orphan.snapshot(),
                    "a running deployment may need it until " + Formats.time(orphan.busyUntil())));
    plan.amis().forEach(ami -> row(table, "remove", ami, Formats.state(ami.state())));
    plan.snapshots().forEach(snapshot -> row(table, "remove", snapshot, of(resources, snapshot)));
    lines.addAll(table.lines(INDENT));
    lines.add(
        INDENT
            + (plan.isEmpty()
                ? "There is nothing to remove."
                : "Removing %s saves %s (an estimate)."
                    .formatted(
                        Formats.count(plan.amis().size(), plan.snapshots().size()),
                        plan.savings().words())));
    return lines;
  }

  private static void row(Table table, String verb, Ami ami, String remark) {
    table.row(verb, ami.id(), Formats.time(ami.created()), ami.name(), remark);
  }

  private static void row(Table table, String verb, StoredSnapshot snapshot, String remark) {
    String state = Formats.state(snapshot.state());
    table.row(verb, snapshot.id(), Formats.time(snapshot.started()), state, remark);
  }

  private static String of(ProjectResources resources, StoredSnapshot snapshot) {
    return resources.amis().stream()
        .filter(ami -> ami.snapshots().contains(snapshot.id()))
        .findFirst()
        .map(ami -> "of " + ami.id())
        .orElse("orphaned");
  }
}
