package io.github.miragemaven.iam;

import java.util.List;

/**
 * A statement that allows actions (IAM User Guide, "IAM JSON policy element reference").
 *
 * @param sid its ID, of letters and digits
 * @param actions the allowed actions
 * @param resources the ARNs of the resources
 * @param conditions the conditions, all of which must be met
 */
public record Statement(
    String sid, List<String> actions, List<String> resources, List<Condition> conditions) {

  /**
   * A condition.
   *
   * @param operator the operator, such as {@code StringEquals}
   * @param key the condition key
   * @param values the values, one of which must match
   */
  public record Condition(String operator, String key, List<String> values) {

    /** Copies the values. */
    public Condition {
      values = List.copyOf(values);
    }
  }

  /** Copies the lists. */
  public Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }
}
