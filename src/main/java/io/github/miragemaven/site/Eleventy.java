package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs Eleventy as the owner of the site does: by the script {@code build} in {@code package.json}
 * if that calls Eleventy, or else the project's own program from {@code node_modules}, or the one
 * on the {@code PATH}. It builds into its configured output directory, because with {@code
 * --output} Eleventy would read the configured one as input, and hooks and scripts would write
 * there.
 */
final class Eleventy implements SiteGenerator {

  private static final String PACKAGE = "@11ty/eleventy";

  /** The file names in {@code src/TemplateConfig.js}, from 0.x to 4. */
  private static final List<String> CONFIGS =
      List.of(
          ".eleventy.js",
          "eleventy.config.js",
          "eleventy.config.cjs",
          "eleventy.config.mjs",
          "eleventy.config.ts");

  private static final Pattern VERSION = Pattern.compile("^(\\d+\\.\\S+)$");

  private static final String OUTPUT_LINE = "output directory: ";

  private final Workspace workspace;
  private final Optional<BuildScript> script;
  private final Path output;

  Eleventy(Workspace workspace) throws IOException, InterruptedException {
    this.workspace = workspace;
    this.script = BuildScript.calling(Eleventy::isEleventy, workspace);
    this.output =
        workspace.settings().output().isPresent()
            ? workspace.output(workspace.source())
            : workspace.in(configuredOutput());
  }

  /** Whether the directory has an Eleventy configuration, or a package that depends on Eleventy. */
  static boolean isIn(Path directory) throws IOException {
    return CONFIGS.stream().map(directory::resolve).anyMatch(Files::isRegularFile)
        || dependsOnEleventy(directory);
  }

  @Override
  public String name() {
    return "Eleventy";
  }

  @Override
  public Path output() {
    return output;
  }

  @Override
  public boolean leavesStalePages() {
    return true;
  }

  @Override
  public void generate() throws IOException, FailureException, InterruptedException {
    Optional<Path> program = find();
    if (program.isEmpty()) {
      rejectMissingPackage();
    }
    Optional<String> version = program.isPresent() ? version(program.get()) : Optional.empty();
    if (script.isPresent()) {
      String command = "(" + script.get().shown() + ")";
      workspace.build(
          this,
          Optional.of(version.map(v -> v + " " + command).orElse(command)),
          hidingBuildDirectory(script.get().command()));
    } else {
      Path eleventy = program.orElseThrow(this::missing);
      workspace.build(this, version, hidingBuildDirectory(workspace.command(eleventy, List.of())));
    }
  }

  @Override
  public String howToExclude() {
    return "list them in .eleventyignore, or move the site to src/main/site";
  }

  /** Whether a word of a command line is Eleventy. */
  private static boolean isEleventy(String word) {
    return word.matches("(.*/)?eleventy|(.*/)?@11ty/eleventy([@/].*)?");
  }

  /** Asks Eleventy for its output directory, as only JavaScript can evaluate its configuration. */
  private String configuredOutput() throws IOException, InterruptedException {
    String fallback = option("--output");
    Optional<Path> program = find();
    Optional<Path> node = workspace.programs().find("node");
    if (program.isEmpty() || node.isEmpty()) {
      return fallback.isEmpty() ? "_site" : fallback;
    }
    List<String> arguments =
        List.of(
            "--input-type=module",
            "--eval",
            Workspace.resource("eleventy-output.mjs"),
            "--",
            packageDirectory(program.get()).resolve("src/Eleventy.js").toString(),
            option("--input"),
            fallback,
            option("--config"));
    Command command = workspace.command(node.get(), arguments);
    for (var variable : script.map(BuildScript::environment).orElse(Map.of()).entrySet()) {
      command = command.with(variable.getKey(), variable.getValue());
    }
    try {
      return workspace.runner().capture(command).stream()
          .filter(line -> line.startsWith(OUTPUT_LINE))
          .reduce((first, last) -> last)
          .map(line -> line.substring(OUTPUT_LINE.length()))
          .orElse("_site");
    } catch (CommandFailedException reportedByBuild) {
      return fallback.isEmpty() ? "_site" : fallback;
    }
  }

  private String option(String name) {
    return script.flatMap(build -> build.option(name)).orElse("");
  }

  /** Keeps a build directory in the source from being read as pages. */
  private Command hidingBuildDirectory(Command command) throws IOException {
    Path directory = workspace.settings().buildDirectory();
    Path preload = directory.resolve("mirage").resolve("hide-directory.cjs");
    Files.createDirectories(preload.getParent());
    Path hidden = directory.toRealPath();
    if (!hidden.startsWith(workspace.source().toRealPath())) {
      return command;
    }
    Files.writeString(preload, Workspace.resource("hide-directory.cjs"));
    String own =
        workspace
            .settings()
            .environment()
            .getOrDefault("NODE_OPTIONS", System.getenv("NODE_OPTIONS"));
    String required = "--require \"" + preload.toString().replace('\\', '/') + "\"";
    return command
        .with("MIRAGE_HIDDEN_DIRECTORY", hidden.toString())
        .with("NODE_OPTIONS", own == null ? required : required + " " + own);
  }

  /** Yarn's Plug'n'Play has no {@code node_modules}. */
  private void rejectMissingPackage() throws IOException, SiteException {
    for (Path directory : workspace.upward()) {
      if (dependsOnEleventy(directory) && !Files.exists(directory.resolve(".pnp.cjs"))) {
        throw new SiteException(
            "Eleventy is not installed: "
                + workspace.shown(directory.resolve("package.json"))
                + " depends on it, but "
                + workspace.shown(directory.resolve("node_modules"))
                + " does not contain it.\nRun npm ci in "
                + workspace.shown(directory)
                + " (npm install if there is no package-lock.json yet).");
      }
    }
  }

  private MissingGeneratorException missing() {
    return new MissingGeneratorException(
        workspace.shown(workspace.source())
            + " needs eleventy, which is neither in node_modules nor on the PATH.",
        "npm install --save-dev @11ty/eleventy there (npm: apt-get install npm on Debian, brew"
            + " install node on macOS)");
  }

  /** Looks in this directory's node_modules, then in those of its parents, as Node does. */
  private Optional<Path> find() {
    for (Path directory : workspace.upward()) {
      Path bin = directory.resolve("node_modules").resolve(".bin");
      Optional<Path> own = Programs.of(Map.of("PATH", bin.toString())).find("eleventy");
      if (own.isPresent()) {
        return own;
      }
    }
    return workspace.programs().find("eleventy");
  }

  /** Eleventy's package, to which npm's program is a link; pnpm's and those on Windows are none. */
  private static Path packageDirectory(Path program) throws IOException {
    Path script = program.toRealPath();
    return script.getParent().endsWith(PACKAGE)
        ? script.getParent()
        : program.resolveSibling("../" + PACKAGE).normalize();
  }

  /** Running {@code --version} takes half a second, so it is done only without the package. */
  private Optional<String> version(Path program) throws IOException, InterruptedException {
    Optional<String> version =
        BuildScript.packageIn(packageDirectory(program)).flatMap(json -> json.text("version"));
    return version.isPresent() ? version : workspace.version(VERSION, program, "--version");
  }

  private static boolean dependsOnEleventy(Path directory) throws IOException {
    return BuildScript.packageIn(directory)
        .filter(
            json ->
                json.mapping("dependencies").has(PACKAGE)
                    || json.mapping("devDependencies").has(PACKAGE))
        .isPresent();
  }
}
