package io.github.miragemaven.iam;

import java.util.List;

/**
 * A statement that allows something (IAM User Guide, "IAM JSON policy element reference").
 *
 * @param sid its id, letters and digits
 * @param actions what is allowed
 * @param resources on what
 * @param conditions under which conditions, all of them
 */
public record Statement(
    String sid, List<String> actions, List<String> resources, List<Condition> conditions) {

  /**
   * A condition.
   *
   * @param operator how the key is compared, such as {@code StringEquals}
   * @param key what is compared
   * @param values with what; one of them is enough
   */
  public record Condition(String operator, String key, List<String> values) {

    /** Copies the values. */
    public Condition {
      values = List.copyOf(values);
    }
  }

  /** Copies what is listed. */
  public Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = List.copyOf(conditions);
  }
}
