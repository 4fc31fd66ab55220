package io.github.miragemaven.iam;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decides as IAM does by a policy that allows some things and denies none. */
final class PolicySimulator {

  private final JsonNode statements;

  PolicySimulator(PolicyDocument policy) {
    this.statements = JsonMapper.shared().readTree(policy.json()).path("Statement");
  }

  boolean allows(Access access) {
    return stream(statements)
        .anyMatch(
            statement ->
                texts(statement.path("Action")).contains(access.action())
                    && texts(statement.path("Resource")).stream()
                        .anyMatch(pattern -> fits(pattern, access.resource()))
                    && statement.path("Condition").properties().stream()
                        .allMatch(operator -> holds(operator, access.context())));
  }

  private static boolean fits(String pattern, String resource) {
    return resource.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"));
  }

  /** All keys of an operator must hold; a key that is not in the context does not. */
  private static boolean holds(
      Map.Entry<String, JsonNode> operator, Map<String, Set<String>> context) {
    if (!Set.of("StringEquals", "ForAnyValue:StringEquals", "Bool").contains(operator.getKey())) {
      throw new IllegalArgumentException("No such operator here: " + operator.getKey());
    }
    return operator.getValue().properties().stream()
        .allMatch(
            key ->
                context.getOrDefault(key.getKey(), Set.of()).stream()
                    .anyMatch(texts(key.getValue())::contains));
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? stream(node).map(JsonNode::asString).toList()
        : List.of(node.asString());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
