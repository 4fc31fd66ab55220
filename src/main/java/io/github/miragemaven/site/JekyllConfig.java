package io.github.miragemaven.site;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The configuration of a Jekyll site, as far as it says where things are. Names and defaults are
 * those of Jekyll's {@code lib/jekyll/configuration.rb}, which reads the first of {@code
 * _config.yml}, {@code .yaml} and (since 4.0) {@code .toml} that is there.
 */
final class JekyllConfig {

  private static final List<String> NAMES = List.of("_config.yml", "_config.yaml", "_config.toml");

  /** What Jekyll 3 excludes where the site has no list of its own; Jekyll 4 always adds its own. */
  private static final List<String> DEFAULT_EXCLUDES =
      List.of(
          "Gemfile",
          "Gemfile.lock",
          "node_modules",
          "vendor/bundle/",
          "vendor/cache/",
          "vendor/gems/",
          "vendor/ruby/");

  private final Path directory;
  private final Optional<Path> file;
  private final YamlMapping yaml;
  private final String toml;

  private JekyllConfig(Path directory, Optional<Path> file, YamlMapping yaml, String toml) {
    this.directory = directory;
    this.file = file;
    this.yaml = yaml;
    this.toml = toml;
  }

  /** Whether the directory has a Jekyll configuration. */
  static boolean isIn(Path directory) {
    return find(directory).isPresent();
  }

  static JekyllConfig read(Workspace workspace) throws IOException, SiteException {
    Path directory = workspace.source();
    Optional<Path> file = find(directory);
    if (file.isEmpty()) {
      return new JekyllConfig(directory, file, YamlMapping.empty(), "");
    }
    if (file.get().toString().endsWith(".toml")) {
      String toml = Workspace.text(file.get());
      return new JekyllConfig(directory, file, YamlMapping.empty(), toml);
    }
    YamlMapping yaml = YamlMapping.read(file.get(), workspace.shown(file.get()));
    return new JekyllConfig(directory, file, yaml, "");
  }

  /** The configuration's file. */
  Optional<Path> file() {
    return file;
  }

  /** Where Jekyll puts the finished site. */
  Path destination(String otherwise) {
    return path("destination", otherwise);
  }

  /** Where Jekyll looks for pages. */
  Path source() {
    return path("source", "");
  }

  /** Where Jekyll keeps what it need not compute again. */
  Path cache() {
    return source().resolve(text("cache_dir").orElse(".jekyll-cache")).normalize();
  }

  /**
   * Whether a second configuration file can lengthen the site's {@code exclude} list. It replaces
   * the list, so the list must be one that can be read here: not TOML, and not something else than
   * a list, of which Jekyll itself should complain.
   */
  boolean canExcludeMore() {
    return toml.isEmpty() && (!yaml.has("exclude") || yaml.list("exclude").isPresent());
  }

  /** A configuration file that excludes what the site excludes already, and these paths too. */
  String excluding(List<String> more) {
    List<Node> excluded = new ArrayList<>();
    yaml.list("exclude")
        .ifPresentOrElse(
            excluded::addAll, () -> DEFAULT_EXCLUDES.forEach(name -> excluded.add(scalar(name))));
    more.forEach(path -> excluded.add(scalar(path)));
    Node list = new SequenceNode(Tag.SEQ, excluded, FlowStyle.BLOCK);
    Node top =
        new MappingNode(Tag.MAP, List.of(new NodeTuple(scalar("exclude"), list)), FlowStyle.BLOCK);
    StringWriter text = new StringWriter();
    new Yaml(new SafeConstructor(new LoaderOptions())).serialize(top, text);
    return text.toString();
  }

  private Path path(String key, String otherwise) {
    return directory.resolve(text(key).orElse(otherwise)).normalize();
  }

  private Optional<String> text(String key) {
    return yaml.text(key).or(() -> tomlText(key));
  }

  /** A string at the top of a TOML file, before its first table. */
  private Optional<String> tomlText(String key) {
    String top = toml.split("(?m)^\\s*\\[", 2)[0];
    Matcher line =
        Pattern.compile("(?m)^\\s*" + Pattern.quote(key) + "\\s*=\\s*([\"'])(.+?)\\1").matcher(top);
    return line.find() ? Optional.of(line.group(2)) : Optional.empty();
  }

  private static Optional<Path> find(Path directory) {
    Stream<Path> files = NAMES.stream().map(directory::resolve);
    return files.filter(Files::isRegularFile).findFirst();
  }

  private static Node scalar(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
  }
}
