package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Ami;
import io.github.miragemaven.ami.Project;
import io.github.miragemaven.progress.Table;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The plan of a prune in words. */
final class PruneReport {

  private static final String INDENT = "  ";

  private PruneReport() {}

  static List<String> lines(Project project, PrunePlan plan) {
    Holdings holdings = plan.holdings();
    List<String> lines = new ArrayList<>();
    lines.add("%s, account %s".formatted(holdings.region(), holdings.account()));
    if (holdings.amis().isEmpty() && holdings.snapshots().isEmpty()) {
      lines.add(INDENT + "nothing of " + project.key());
      return lines;
    }
    Table table = new Table();
    plan.kept().forEach(kept -> row(table, "keep", kept.ami(), String.join(", ", kept.reasons())));
    plan.busy()
        .forEach(
            leftover ->
                row(
                    table,
                    "keep",
                    leftover.snapshot(),
                    "a deployment may be at it until " + Words.time(leftover.busyUntil())));
    plan.amis().forEach(ami -> row(table, "remove", ami, Words.state(ami.state())));
    plan.snapshots().forEach(snapshot -> row(table, "remove", snapshot, of(holdings, snapshot)));
    lines.addAll(table.lines(INDENT));
    lines.add(
        INDENT
            + (plan.isEmpty()
                ? "There is nothing to remove."
                : "Removing %s saves %s (an estimate)."
                    .formatted(
                        Words.count(plan.amis().size(), plan.snapshots().size()),
                        plan.savings().words())));
    return lines;
  }

  private static void row(Table table, String verb, Ami ami, String remark) {
    table.row(verb, ami.id(), Words.time(ami.created()), ami.name(), remark);
  }

  private static void row(Table table, String verb, StoredSnapshot snapshot, String remark) {
    String state = Words.state(snapshot.state());
    table.row(verb, snapshot.id(), Words.time(snapshot.started()), state, remark);
  }

  private static String of(Holdings holdings, StoredSnapshot snapshot) {
    return holdings.amis().stream()
        .filter(ami -> ami.snapshots().contains(snapshot.id()))
        .findFirst()
        .map(ami -> "of " + ami.id())
        .orElse("of no AMI");
  }
}
