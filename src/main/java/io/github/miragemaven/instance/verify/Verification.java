package io.github.miragemaven.instance.verify;

import io.github.miragemaven.progress.Table;
import java.util.List;

/**
 * Result of verifying a site.
 *
 * @param site its URL without a path
 * @param checks the checks, at least one
 * @param connected whether the site's port accepted a connection
 */
public record Verification(String site, List<Check> checks, boolean connected) {

  /** Longer results are cut off; the report has them in full. */
  private static final int MAX_WIDTH = 60;

  /** Copies the checks. */
  public Verification {
    checks = List.copyOf(checks);
  }

  /** Returns whether all checks passed. */
  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  /** Returns the failed checks. */
  public List<Check> failures() {
    return checks.stream().filter(check -> !check.passed()).toList();
  }

  /** Summarizes the result in a sentence, with the first failure. */
  public String summary() {
    if (passed()) {
      return "%s passed verification: %d of %d checks passed"
          .formatted(site, checks.size(), checks.size());
    }
    Check first = failures().get(0);
    return "%s failed verification: %s: %s (expected: %s)."
        .formatted(site, first.name(), first.seen(), first.expected());
  }

  /** Formats the checks as a table for the console. */
  public List<String> table() {
    Table table = new Table();
    table.row("", "check", "expected", "seen", "ms");
    for (Check check : checks) {
      table.row(
          check.passed() ? "ok" : "FAILED",
          check.name(),
          cut(check.expected()),
          check.passed() ? cut(check.seen()) : check.seen(),
          Long.toString(check.millis()));
    }
    return table.lines("");
  }

  private static String cut(String text) {
    return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 3) + "...";
  }
}
