package io.github.miragemaven.iam;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Statements of several goals as few: those on the same resources under the same conditions become
 * one with the actions of all, which allows just what they allow. Its id names the goals if they
 * are few.
 */
final class JoinedStatements {

  /** A policy may have only so many characters, so an id does not tell more goals than these. */
  private static final int MOST_TOLD = 3;

  private static final String MANY = "Common";

  /** What statements must have in common to be joined. */
  private record Scope(Set<String> resources, Set<Statement.Condition> conditions) {

    static Scope of(Statement statement) {
      return new Scope(Set.copyOf(statement.resources()), Set.copyOf(statement.conditions()));
    }
  }

  private JoinedStatements() {}

  /** Joins what can be joined, in the order of the first of each. */
  static List<Statement> of(List<Statement> statements) {
    Map<Scope, List<Statement>> byScope =
        statements.stream()
            .collect(Collectors.groupingBy(Scope::of, LinkedHashMap::new, Collectors.toList()));
    return byScope.values().stream().map(JoinedStatements::one).toList();
  }

  private static Statement one(List<Statement> same) {
    Statement first = same.get(0);
    if (same.size() == 1) {
      return first;
    }
    List<String> actions =
        same.stream()
            .map(Statement::actions)
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .toList();
    return new Statement(sid(same), actions, first.resources(), first.conditions());
  }

  /**
   * The goals, unless there are too many to be told, and what the first of the statements is for:
   * {@code DeployPruneSnapshots}.
   */
  private static String sid(List<Statement> same) {
    List<String> goals = same.stream().map(one -> goal(one.sid())).distinct().toList();
    String first = same.get(0).sid();
    return (goals.size() > MOST_TOLD ? MANY : String.join("", goals))
        + first.substring(goal(first).length());
  }

  private static String goal(String sid) {
    return Arrays.stream(Goal.values())
        .map(Goal::sid)
        .filter(sid::startsWith)
        .findFirst()
        .orElse("");
  }
}
