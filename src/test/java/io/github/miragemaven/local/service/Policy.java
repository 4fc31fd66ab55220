package io.github.miragemaven.local.service;

import io.github.miragemaven.local.state.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The actions that the caller may take: statements of an IAM policy, of which only effect and
 * actions are evaluated. An explicit deny overrides an allow.
 */
public final class Policy {

  private record Statement(boolean allows, List<String> actions) {

    boolean concerns(String action) {
      return actions.stream().anyMatch(pattern -> fits(pattern, action));
    }

    private static boolean fits(String pattern, String action) {
      String expression =
          Stream.of(pattern.split("\\*", -1))
              .map(Pattern::quote)
              .reduce((one, other) -> one + ".*" + other)
              .orElse("");
      return action.matches("(?i)" + expression);
    }
  }

  /** "No permissions are required to perform this operation" (AWS STS API Reference). */
  private static final String ALWAYS_ALLOWED = "sts:GetCallerIdentity";

  private final List<Statement> statements;

  private Policy(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /** Returns a policy that allows everything. */
  public static Policy everything() {
    return new Policy(List.of(new Statement(true, List.of("*"))));
  }

  /**
   * Returns a policy that allows everything except these actions, such as {@code
   * ec2:RegisterImage}.
   */
  public static Policy denying(String... actions) {
    return new Policy(
        List.of(new Statement(true, List.of("*")), new Statement(false, List.of(actions))));
  }

  /**
   * Parses an IAM policy document.
   *
   * @throws IllegalArgumentException if it is invalid or has unsupported parts
   */
  public static Policy of(String document) {
    try {
      List<Statement> statements = new ArrayList<>();
      for (JsonNode statement : Json.MAPPER.readTree(document).path("Statement")) {
        if (!statement.has("Action") || statement.has("NotResource")) {
          throw new IllegalArgumentException("Only Effect and Action are looked at: " + statement);
        }
        statements.add(
            new Statement(
                statement.path("Effect").asString("").equals("Allow"),
                texts(statement.path("Action"))));
      }
      return new Policy(statements);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("Not an IAM policy document", e);
    }
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asString).toList()
        : List.of(node.asString());
  }

  /** Tells whether an action is allowed. */
  public boolean allows(String action) {
    if (action.equals(ALWAYS_ALLOWED)) {
      return true;
    }
    List<Statement> concerned =
        statements.stream().filter(statement -> statement.concerns(action)).toList();
    return !concerned.isEmpty() && concerned.stream().allMatch(Statement::allows);
  }
}
