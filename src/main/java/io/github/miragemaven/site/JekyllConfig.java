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
 * The directories in a Jekyll site's configuration. Names and defaults are from Jekyll's {@code
 * lib/jekyll/configuration.rb}, which reads the first existing file of {@code _config.yml}, {@code
 * .yaml} and (since 4.0) {@code .toml}.
 */
final class JekyllConfig {

  private static final List<String> NAMES = List.of("_config.yml", "_config.yaml", "_config.toml");

  /** Jekyll 3's default {@code exclude} list; Jekyll 4 always adds its own list. */
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
  private final String home;

  private JekyllConfig(Workspace workspace, Optional<Path> file, YamlMapping yaml, String toml) {
    this.directory = workspace.source();
    this.home = workspace.variable("HOME", System.getProperty("user.home"));
    this.file = file;
    this.yaml = yaml;
    this.toml = toml;
  }

  /** Whether the directory has a Jekyll configuration. */
  static boolean isIn(Path directory) {
    return find(directory).isPresent();
  }

  static JekyllConfig read(Workspace workspace) throws IOException, SiteException {
    Optional<Path> file = find(workspace.source());
    if (file.isEmpty()) {
      return new JekyllConfig(workspace, file, YamlMapping.empty(), "");
    }
    if (file.get().toString().endsWith(".toml")) {
      String toml = Workspace.text(file.get());
      return new JekyllConfig(workspace, file, YamlMapping.empty(), toml);
    }
    YamlMapping yaml = YamlMapping.read(file.get(), workspace.shown(file.get()));
    return new JekyllConfig(workspace, file, yaml, "");
  }

  /** The configuration file, if there is one. */
  Optional<Path> file() {
    return file;
  }

  /** The directory of the finished site. */
  Path destination(String defaultPath) {
    return path("destination", defaultPath);
  }

  /** The directory of the pages. */
  Path source() {
    return path("source", "");
  }

  /**
   * Whether a second configuration file can extend the site's {@code exclude} list. It would
   * replace the list, so the list must be readable here: not in TOML, and not a value of another
   * type, which Jekyll itself reports.
   */
  boolean canExcludeMore() {
    return yaml.has("exclude")
        ? yaml.list("exclude").isPresent()
        : !Pattern.compile("(?m)^\\s*exclude\\s*=").matcher(topOfToml()).find();
  }

  /** A configuration file that excludes the paths that the site excludes, and these as well. */
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

  /** Whether Jekyll writes only the pages whose sources have changed. */
  boolean isIncremental() {
    return text("incremental").equals(Optional.of("true"));
  }

  /**
   * A path that Jekyll passes to Ruby's {@code File.expand_path}, where ~ is the home directory.
   */
  private Path path(String key, String defaultPath) {
    String path = text(key).orElse(defaultPath);
    String expanded = path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    return directory.resolve(expanded).normalize();
  }

  private Optional<String> text(String key) {
    return yaml.text(key).or(() -> tomlText(key));
  }

  /** A top-level string in a TOML file, before its first table. */
  private Optional<String> tomlText(String key) {
    Matcher line =
        Pattern.compile("(?m)^\\s*" + Pattern.quote(key) + "\\s*=\\s*([\"'])(.+?)\\1")
            .matcher(topOfToml());
    return line.find() ? Optional.of(line.group(2)) : Optional.empty();
  }

  private String topOfToml() {
    return toml.split("(?m)^\\s*\\[", 2)[0];
  }

  private static Optional<Path> find(Path directory) {
    Stream<Path> files = NAMES.stream().map(directory::resolve);
    return files.filter(Files::isRegularFile).findFirst();
  }

  private static Node scalar(String text) {
    return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
  }
}
