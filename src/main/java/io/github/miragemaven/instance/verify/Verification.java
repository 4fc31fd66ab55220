package io.github.miragemaven.instance.verify;

import io.github.miragemaven.progress.Table;
import java.util.List;

/**
 * What came of looking at a site.
 *
 * @param site its address
 * @param checks what was looked at, at least one thing
 * @param connected whether the site's port took a connection
 */
public record Verification(String site, List<Check> checks, boolean connected) {

  /** What is longer stays in the report. */
  private static final int WIDEST = 60;

  /** Copies the checks. */
  public Verification {
    checks = List.copyOf(checks);
  }

  /** Whether all is as it should be. */
  public boolean passed() {
    return checks.stream().allMatch(Check::passed);
  }

  /** The checks that did not pass. */
  public List<Check> failures() {
    return checks.stream().filter(check -> !check.passed()).toList();
  }

  /** Whether all is as it should be, in a sentence, and what is not, first. */
  public String summary() {
    if (passed()) {
      return "%s answers as it should: %d of %d checks passed"
          .formatted(site, checks.size(), checks.size());
    }
    Check first = failures().get(0);
    return "%s does not answer as it should: %s: %s (expected: %s)."
        .formatted(site, first.name(), first.seen(), first.expected());
  }

  /** A table for the console. */
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
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }
}
