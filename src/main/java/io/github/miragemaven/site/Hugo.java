package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs Hugo, which does not remove stale files from its output, so that a deleted page would stay
 * published. The site is therefore built into an empty directory below {@code target/mirage}, and
 * the configured {@code publishDir} is not touched. If {@code <output>} is set, Hugo builds as
 * configured, and the site is read from there.
 */
final class Hugo implements SiteGenerator {

  /** The file name extensions in {@code config/configLoader.go}. */
  private static final List<String> EXTENSIONS = List.of(".toml", ".yaml", ".yml", ".json");

  /** A line such as {@code hugo v0.111.3+extended linux/amd64 BuildDate=...}. */
  private static final Pattern VERSION = Pattern.compile("(?i)^hugo\\b.* v(\\d[^ /]*)");

  private static final List<String> LAYOUT = List.of("content", "layouts", "archetypes", "themes");

  /** Keys of Hugo, which ignores their case. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?mi)^[ \\t{\"]*(?:contentDir|publishDir|languageCode|defaultContentLanguage)"
              + "\"?[ \\t]*[=:]");

  private final Workspace workspace;

  Hugo(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Whether the directory has a Hugo configuration: {@code hugo.*}; the older {@code config.*} with
   * one of Hugo's keys or next to one of its directories; or either of them in a directory of an
   * environment, such as {@code config/_default} or {@code config/production}.
   */
  static boolean isIn(Path directory) throws IOException {
    if (config(directory, "hugo").isPresent()) {
      return true;
    }
    boolean hasLayout = LAYOUT.stream().map(directory::resolve).anyMatch(Files::isDirectory);
    if (isConfig(config(directory, "config"), hasLayout)) {
      return OtherGenerator.in(directory).isEmpty();
    }
    Path config = directory.resolve("config");
    if (!Files.isDirectory(config)) {
      return false;
    }
    try (DirectoryStream<Path> environments =
        Files.newDirectoryStream(config, Files::isDirectory)) {
      for (Path environment : environments) {
        if (environment.endsWith("_default")
            || config(environment, "hugo").isPresent()
            || isConfig(config(environment, "config"), hasLayout)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells Hugo's {@code config.*} from those of other tools. */
  private static boolean isConfig(Optional<Path> config, boolean hasLayout) throws IOException {
    return config.isPresent() && (hasLayout || KEY.matcher(Workspace.text(config.get())).find());
  }

  @Override
  public String name() {
    return "Hugo";
  }

  @Override
  public Path output() {
    return workspace.output(workspace.freshOutput());
  }

  @Override
  public void generate() throws IOException, FailureException, InterruptedException {
    Path hugo =
        workspace
            .programs()
            .find("hugo")
            .orElseThrow(
                () ->
                    new MissingGeneratorException(
                        workspace.shown(workspace.source())
                            + " needs hugo, which is not on the PATH.",
                        "apt-get install hugo (Debian), brew install hugo (macOS), or"
                            + " https://gohugo.io/installation/"));
    Optional<BuildScript> script =
        BuildScript.calling(word -> word.matches("(.*/)?hugo(-bin)?"), workspace);
    if (script.filter(BuildScript::runsMore).isPresent()) {
      workspace
          .progress()
          .info(
              "the build script in "
                  + workspace.shown(workspace.in("package.json"))
                  + " runs more than hugo; to run it, set <command>"
                  + script.get().shown()
                  + "</command> and <output>public</output>");
    }
    List<String> arguments = List.of();
    if (workspace.settings().output().isEmpty()) {
      workspace.emptyFreshOutput();
      arguments = List.of("--destination", output().toString());
    }
    workspace.build(this, version(hugo), workspace.command(hugo, arguments));
  }

  @Override
  public boolean leavesStalePages() {
    return workspace.settings().output().isPresent();
  }

  @Override
  public String howToExclude() {
    return "move the site to src/main/site, or remove them from its mounts and content";
  }

  private Optional<String> version(Path hugo) throws InterruptedException {
    return workspace.version(VERSION, hugo, "version");
  }

  private static Optional<Path> config(Path directory, String name) {
    return EXTENSIONS.stream()
        .map(extension -> directory.resolve(name + extension))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
