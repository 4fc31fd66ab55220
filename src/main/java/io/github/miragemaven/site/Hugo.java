package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private final Workspace workspace;

  Hugo(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Whether the directory has a Hugo configuration: {@code hugo.*}, the older {@code config.*} next
   * to a {@code content} directory, or the directory {@code config/_default}.
   */
  static boolean isIn(Path directory) {
    return hasConfig(directory.resolve("hugo"))
        || Files.isDirectory(directory.resolve("config").resolve("_default"))
        || (hasConfig(directory.resolve("config"))
            && Files.isDirectory(directory.resolve("content")));
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
    List<String> arguments = List.of();
    if (workspace.settings().output().isEmpty()) {
      workspace.emptyFreshOutput();
      arguments = List.of("--destination", output().toString());
    }
    workspace.build(this, version(hugo), workspace.command(hugo, arguments));
  }

  @Override
  public String howToExclude() {
    return "move the site to src/main/site, or remove them from its mounts and content";
  }

  private Optional<String> version(Path hugo) throws InterruptedException {
    return workspace.version(VERSION, hugo, "version");
  }

  private static boolean hasConfig(Path base) {
    Stream<Path> files =
        EXTENSIONS.stream().map(ext -> base.resolveSibling(base.getFileName() + ext));
    return files.anyMatch(Files::isRegularFile);
  }
}
