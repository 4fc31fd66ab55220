package io.github.miragemaven.iam;

import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An IAM policy document.
 *
 * @param json the document in JSON
 */
public record PolicyDocument(String json) {

  /** The maximum size of a managed policy in characters other than white space (IAM quotas). */
  public static final int LIMIT = 6144;

  private static final String VERSION = "2012-10-17";
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Creates a document of statements. */
  public static PolicyDocument of(List<Statement> statements) {
    ObjectNode root = JSON.createObjectNode().put("Version", VERSION);
    ArrayNode all = root.putArray("Statement");
    statements.forEach(statement -> write(all.addObject(), statement));
    return new PolicyDocument(
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void write(ObjectNode node, Statement statement) {
    node.put("Sid", statement.sid()).put("Effect", "Allow");
    put(node, "Action", statement.actions());
    put(node, "Resource", statement.resources());
    if (!statement.conditions().isEmpty()) {
      ObjectNode conditions = node.putObject("Condition");
      for (Statement.Condition condition : statement.conditions()) {
        put(
            conditions.withObjectProperty(condition.operator()),
            condition.key(),
            condition.values());
      }
    }
  }

  private static void put(ObjectNode node, String name, List<String> values) {
    if (values.size() == 1) {
      node.put(name, values.get(0));
    } else {
      values.forEach(node.putArray(name)::add);
    }
  }

  /** Returns the size as IAM counts it. */
  public int size() {
    return (int) json.chars().filter(character -> !Character.isWhitespace(character)).count();
  }
}
