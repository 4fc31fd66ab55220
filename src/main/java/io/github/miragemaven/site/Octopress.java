package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.FingerprintBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Octopress 2: a Rakefile around Compass and Jekyll.
 *
 * <p>The Rakefile's {@code generate} task starts both with {@code system}, which passes on neither
 * that they failed nor that they are missing. So a run after which the output is untouched counts
 * as failed, lest an old site be published.
 */
final class Octopress implements SiteGenerator {

  private static final Pattern PUBLIC_DIR =
      Pattern.compile("(?m)^\\s*public_dir\\s*=\\s*([\"'])(.+?)\\1");

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

  /** Whether the directory is laid out as Octopress 2 lays it out. */
  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve("Rakefile"))
        && JekyllConfig.isIn(directory)
        && Files.isDirectory(directory.resolve("source"));
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
    workspace.build(this, bundler.version().map(rake -> "(rake " + rake + ")"), command);
    if (!before.isEmpty() && before.equals(timesOfOutput())) {
      throw new SiteException(
          "rake generate ended well, but has written nothing to "
              + workspace.shown(output)
              + ".\nOctopress's Rakefile does not pass on that jekyll or compass failed: the reason"
              + " is in the lines above.\nIf this site is written elsewhere, set <output>"
              + " (-Dmirage.site.output=…).");
    }
  }

  @Override
  public void identify(FingerprintBuilder inputs) throws IOException {
    bundler.identify(inputs);
    workspace.identify(inputs, "jekyll");
    inputs.value("JEKYLL_ENV", workspace.variable("JEKYLL_ENV"));
    inputs.value("OCTOPRESS_ENV", workspace.variable("OCTOPRESS_ENV"));
  }

  @Override
  public List<Path> written() {
    return List.of(
        output,
        workspace.in("public"),
        workspace.in("_deploy"),
        workspace.in("vendor/bundle"),
        workspace.in("source/stylesheets/screen.css"),
        config.cache());
  }

  @Override
  public String howToExclude() {
    return "move them out of " + workspace.shown(config.source());
  }

  /** What the Rakefile calls its compiled site directory. */
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

  /** The modification times of the output's files, which Jekyll writes anew in every run. */
  private List<String> timesOfOutput() throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(output)) {
      return files.sorted().map(file -> file + " " + file.toFile().lastModified()).toList();
    }
  }
}
