package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Octopress 2, a Rakefile around Compass and Jekyll.
 *
 * <p>The Rakefile's {@code generate} task runs both with {@code system} and ignores their exit
 * codes. A run that leaves the output unchanged therefore counts as failed, so that no old site is
 * published.
 */
final class Octopress implements SiteGenerator {

  private static final Pattern PUBLIC_DIR =
      Pattern.compile("(?m)^\\s*public_dir\\s*=\\s*([\"'])(.+?)\\1");

  private static final Pattern GENERATE = task("generate");
  private static final Pattern INSTALL = task("install");

  private final Workspace workspace;
  private final JekyllConfig config;
  private final Bundler bundler;
  private final Path output;

  Octopress(Workspace workspace) throws IOException, SiteException {
    this.workspace = workspace;
    this.config = JekyllConfig.read(workspace);
    this.bundler = new Bundler(workspace, "rake");
    this.output = workspace.output(config.destination(publicDirectory()));
  }

  /** Whether the directory has the layout of Octopress 2, installed or not. */
  static boolean isIn(Path directory) throws IOException {
    Path rakefile = directory.resolve("Rakefile");
    if (!Files.isRegularFile(rakefile) || !JekyllConfig.isIn(directory)) {
      return false;
    }
    String rules = Workspace.text(rakefile);
    return GENERATE.matcher(rules).find()
        && (isInstalled(directory) || INSTALL.matcher(rules).find());
  }

  /** Whether {@code rake install} has copied a theme's pages into the site. */
  static boolean isInstalled(Path directory) {
    return Files.isDirectory(directory.resolve("source"));
  }

  @Override
  public String name() {
    return "Octopress";
  }

  @Override
  public Path output() {
    return output;
  }

  @Override
  public void generate() throws IOException, FailureException, InterruptedException {
    var command = workspace.withDefault(bundler.command("generate"), "JEKYLL_ENV", "production");
    List<String> before = timesOfOutput();
    List<String> printed =
        workspace.build(this, bundler.version().map(rake -> "(rake " + rake + ")"), command);
    if (!config.isIncremental() && !before.isEmpty() && before.equals(timesOfOutput())) {
      throw new SiteException(
          "rake generate succeeded, but wrote nothing to "
              + workspace.shown(output)
              + "."
              + workspace.explained(printed)
              + "\n"
              + "Octopress's Rakefile ignores failures of jekyll and compass.\n"
              + "If the site is written to another directory, set <output>"
              + " (-Dmirage.site.output=...).");
    }
  }

  @Override
  public String howToExclude() {
    return "move them out of " + workspace.shown(config.source());
  }

  /** A rule such as {@code task :generate do} or {@code task generate: [:clean] do}. */
  private static Pattern task(String name) {
    return Pattern.compile("(?m)^[ \\t]*(?:multi)?task[ \\t(]+[:\"']*" + name + "\\b");
  }

  /** The Rakefile's {@code public_dir}, the directory of the compiled site. */
  private String publicDirectory() throws IOException {
    Path rakefile = workspace.in("Rakefile");
    if (Files.isRegularFile(rakefile)) {
      Matcher line = PUBLIC_DIR.matcher(Workspace.text(rakefile));
      if (line.find()) {
        return line.group(2);
      }
    }
    return "public";
  }

  /** The modification times of the output's files, all of which Jekyll writes in every run. */
  private List<String> timesOfOutput() throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(output)) {
      return files.sorted().map(file -> file + " " + file.toFile().lastModified()).toList();
    }
  }
}
