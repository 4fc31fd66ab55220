package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.FingerprintBuilder;
import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  private final Workspace workspace;
  private Optional<String> answer = Optional.empty();

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
  public void identify(FingerprintBuilder inputs) throws IOException, InterruptedException {
    Optional<Path> hugo = workspace.programs().find("hugo");
    inputs.value("hugo", hugo.isPresent() ? answer(hugo.get()).orElse("unknown") : "none");
    workspace.variables("HUGO_").forEach((name, value) -> inputs.value(name, Sha256.of(value)));
  }

  @Override
  public List<Path> written() {
    return List.of(output(), workspace.in("public"), workspace.in("resources/_gen"));
  }

  @Override
  public String howToExclude() {
    return "move the site to src/main/site, or remove them from its mounts and content";
  }

  private Optional<String> version(Path hugo) throws InterruptedException {
    return answer(hugo).map(line -> line.replaceAll(".*? v([0-9][^ ]*).*", "$1"));
  }

  /**
   * Hugo's version line, such as {@code hugo v0.111.3+extended linux/amd64 BuildDate=...}. Hugo is
   * fast enough to run {@code hugo version} in every build, which also notices an update of Hugo
   * where a wrapper (snap, asdf, mise) is on the {@code PATH}, whose own file does not change.
   */
  private Optional<String> answer(Path hugo) throws InterruptedException {
    if (answer.isEmpty()) {
      answer = workspace.firstLine(hugo, "version");
    }
    return answer;
  }

  private static boolean hasConfig(Path base) {
    Stream<Path> files =
        EXTENSIONS.stream().map(ext -> base.resolveSibling(base.getFileName() + ext));
    return files.anyMatch(Files::isRegularFile);
  }
}
