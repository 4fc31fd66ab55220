package io.github.miragemaven.instance.verify;

import java.util.ArrayList;
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

  /** The first thing that is not as it should be, in a sentence; all failures follow from it. */
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
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "check", "expected", "seen", "ms"));
    for (Check check : checks) {
      rows.add(
          List.of(
              check.passed() ? "ok" : "FAILED",
              check.name(),
              cut(check.expected()),
              check.passed() ? cut(check.seen()) : check.seen(),
              Long.toString(check.millis())));
    }
    return rows.stream().map(row -> line(rows, row)).toList();
  }

  private static String cut(String text) {
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }

  private static String line(List<List<String>> rows, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
      line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
