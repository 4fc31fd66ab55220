package io.github.miragemaven.site;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML or JSON file whose top level is a mapping. Its nodes are never turned into objects, so
 * that no tag, known or unknown ({@code !ruby/regexp}), has an effect.
 */
final class YamlMapping {

  /** A backslash and the character it escapes, which may be another backslash. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\.");

  private final List<NodeTuple> entries;

  private YamlMapping(List<NodeTuple> entries) {
    this.entries = entries;
  }

  /** A file without keys. */
  static YamlMapping empty() {
    return new YamlMapping(List.of());
  }

  /**
   * Reads the file's first document.
   *
   * @param shown the file's name in messages
   */
  static YamlMapping read(Path file, String shown) throws IOException, SiteException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new SiteException(shown + " is not UTF-8 text.", e);
    }
    if (file.toString().endsWith(".json")) {
      text = jsonAsYaml(text);
    }
    try {
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      Iterator<Node> documents = yaml.composeAll(new StringReader(text)).iterator();
      if (!documents.hasNext()) {
        return empty();
      }
      if (documents.next() instanceof MappingNode mapping) {
        return new YamlMapping(mapping.getValue());
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new SiteException(
          shown + " is not valid: line " + line + ": " + e.getProblem() + ".", e);
    } catch (YAMLException e) {
      throw new SiteException(shown + " is not valid: " + e.getMessage(), e);
    }
    throw new SiteException(shown + " does not consist of keys and values.");
  }

  /**
   * Replaces the two parts of JSON that YAML 1.1 does not allow: tabs between tokens (JSON strings
   * contain none, RFC 8259, section 7) and escaped slashes.
   */
  private static String jsonAsYaml(String json) {
    return ESCAPE
        .matcher(json.replace('\t', ' '))
        .replaceAll(escape -> escape.group().equals("\\/") ? "/" : "$0");
  }

  /** The text of a scalar; empty for null, which YAML also writes as a tilde. */
  Optional<String> text(String key) {
    return value(key)
        .filter(node -> node instanceof ScalarNode && !node.getTag().equals(Tag.NULL))
        .map(node -> ((ScalarNode) node).getValue())
        .filter(text -> !text.isBlank());
  }

  /** The nodes of a list. */
  Optional<List<Node>> list(String key) {
    return value(key)
        .filter(SequenceNode.class::isInstance)
        .map(node -> ((SequenceNode) node).getValue());
  }

  /** The mapping under a key; empty if there is none. */
  YamlMapping mapping(String key) {
    return value(key)
        .filter(MappingNode.class::isInstance)
        .map(node -> new YamlMapping(((MappingNode) node).getValue()))
        .orElseGet(YamlMapping::empty);
  }

  /** The keys, in the order of the file. */
  List<String> keys() {
    return entries.stream()
        .map(NodeTuple::getKeyNode)
        .filter(ScalarNode.class::isInstance)
        .map(node -> ((ScalarNode) node).getValue())
        .toList();
  }

  /** Whether the key exists. */
  boolean has(String key) {
    return value(key).isPresent();
  }

  /** The value of the key's last occurrence, which Ruby's and JavaScript's parsers use. */
  private Optional<Node> value(String key) {
    return entries.stream()
        .filter(e -> e.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .map(NodeTuple::getValueNode)
        .reduce((first, last) -> last);
  }
}
