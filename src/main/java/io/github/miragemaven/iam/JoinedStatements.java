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
 * Joins statements on the same resources under the same conditions into one with all their actions,
 * which allows exactly the same. Its ID names the goals if they are few.
 */
final class JoinedStatements {

  /** The maximum number of goals that an ID names, since the size of a policy is limited. */
  private static final int MAX_GOALS = 3;

  private static final String MANY = "Common";

  /** The resources and conditions that joined statements share. */
  private record Scope(Set<String> resources, Set<Statement.Condition> conditions) {

    static Scope of(Statement statement) {
      return new Scope(Set.copyOf(statement.resources()), Set.copyOf(statement.conditions()));
    }
  }

  private JoinedStatements() {}

  /** Joins statements, in the order in which each scope first occurs. */
  static List<Statement> of(List<Statement> statements) {
    Map<Scope, List<Statement>> byScope =
        statements.stream()
            .collect(Collectors.groupingBy(Scope::of, LinkedHashMap::new, Collectors.toList()));
    return byScope.values().stream().map(JoinedStatements::join).toList();
  }

  private static Statement join(List<Statement> same) {
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
   * Returns the goals, unless they are too many, and the purpose of the first statement, such as
   * {@code DeployPruneSnapshots}.
   */
  private static String sid(List<Statement> same) {
    List<String> goals = same.stream().map(one -> goal(one.sid())).distinct().toList();
    String first = same.get(0).sid();
    return (goals.size() > MAX_GOALS ? MANY : String.join("", goals))
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
