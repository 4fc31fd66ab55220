package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Eleventy: the project's own from {@code node_modules}, or else the one on the {@code PATH}.
 *
 * <p>Eleventy does not remove stale files from its output. The site is therefore built into an
 * empty directory below {@code target/mirage}, and the output directory of the site's configuration
 * is not touched. If {@code <output>} is set, Eleventy builds as configured, and the site is read
 * from there.
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

  private final Workspace workspace;

  Eleventy(Workspace workspace) {
    this.workspace = workspace;
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
    return workspace.output(workspace.freshOutput());
  }

  @Override
  public void generate() throws IOException, FailureException, InterruptedException {
    Path program = program();
    List<String> arguments = List.of();
    if (workspace.settings().output().isEmpty()) {
      workspace.emptyFreshOutput();
      // A relative path, because Eleventy prints it for each page.
      arguments = List.of("--output=" + workspace.relative(output()));
    }
    workspace.build(this, version(program), workspace.command(program, arguments));
  }

  @Override
  public String howToExclude() {
    return "list them in .eleventyignore, or move the site to src/main/site";
  }

  private Path program() throws IOException, FailureException {
    Optional<Path> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    for (Path directory : upward()) {
      if (dependsOnEleventy(directory)) {
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
    throw new MissingGeneratorException(
        workspace.shown(workspace.source())
            + " needs eleventy, which is neither in node_modules nor on the PATH.",
        "npm install --save-dev @11ty/eleventy there (npm: apt-get install npm on Debian, brew"
            + " install node on macOS)");
  }

  /** Looks in this directory's node_modules, then in those of its parents, as Node does. */
  private Optional<Path> find() {
    for (Path directory : upward()) {
      Path bin = directory.resolve("node_modules").resolve(".bin");
      Optional<Path> own = Programs.of(Map.of("PATH", bin.toString())).find("eleventy");
      if (own.isPresent()) {
        return own;
      }
    }
    return workspace.programs().find("eleventy");
  }

  /** The source directory and its parents up to the project directory. */
  private List<Path> upward() {
    Path project = workspace.settings().projectDirectory();
    Path source = workspace.source();
    return source.startsWith(project)
        ? Stream.iterate(source, d -> d.startsWith(project), Path::getParent).toList()
        : List.of(source);
  }

  /**
   * Reads Eleventy's version from its package.json, next to the script that the program links to.
   * Running {@code --version} takes half a second and is done only where npm created no link.
   */
  private Optional<String> version(Path program) throws IOException, InterruptedException {
    Path script = program.toRealPath();
    for (Path file :
        List.of(
            script.resolveSibling("package.json"),
            program.resolveSibling("../" + PACKAGE + "/package.json").normalize())) {
      if (Files.isRegularFile(file)) {
        try {
          return YamlMapping.read(file, file.toString()).text("version");
        } catch (SiteException unreadable) {
          break;
        }
      }
    }
    return workspace.version(VERSION, program, "--version");
  }

  /** Ignores an unreadable package.json: many sites have one for other tools. */
  private static boolean dependsOnEleventy(Path directory) throws IOException {
    Path file = directory.resolve("package.json");
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      YamlMapping json = YamlMapping.read(file, file.toString());
      return json.mapping("dependencies").has(PACKAGE)
          || json.mapping("devDependencies").has(PACKAGE);
    } catch (SiteException unreadable) {
      return false;
    }
  }
}
