package io.github.miragemaven.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the site's sources, and detects their generator from their files. */
final class SiteDetector {

  private static final Path DEFAULT_SOURCE = Path.of("src", "main", "site");
  private static final String LOOKED_FOR =
      "Looked for: _config.yml, _posts/ or a Gemfile with jekyll or github-pages (Jekyll; Octopress"
          + " with a Rakefile), hugo.toml|yaml|json or config/_default/ (Hugo), eleventy.config.js"
          + " (Eleventy), index.html.";

  private static final String WHAT_NEXT =
      "Set <source> (-Dmirage.site.source=...), <generator> (-Dmirage.site.generator=...) or"
          + " <command> (-Dmirage.site.command=...).";

  /**
   * A site's sources.
   *
   * @param directory the source directory
   * @param generator the generator that builds them
   */
  record Found(Path directory, Generator generator) {}

  private final SiteSettings settings;

  SiteDetector(SiteSettings settings) {
    this.settings = settings;
  }

  /** The configured sources, or else the ones found in the project. */
  Found find() throws IOException, SiteException {
    Path directory = settings.source().orElseGet(this::defaultSource);
    if (!Files.isDirectory(directory)) {
      throw new SiteException(
          "The site's source directory "
              + settings.shown(directory)
              + (Files.exists(directory) ? " is not a directory." : " does not exist.")
              + "\n"
              + "Set <source> (-Dmirage.site.source=...) to the directory of the site's"
              + " sources.");
    }
    Optional<Generator> configured = configured();
    return new Found(directory, configured.isPresent() ? configured.get() : detect(directory));
  }

  private Path defaultSource() {
    Path standard = settings.projectDirectory().resolve(DEFAULT_SOURCE);
    return Files.exists(standard) ? standard : settings.projectDirectory();
  }

  private Optional<Generator> configured() throws SiteException {
    Optional<Generator> generator = settings.generator();
    if (settings.command().isEmpty()) {
      if (generator.equals(Optional.of(Generator.COMMAND))) {
        throw new SiteException(
            "<generator> (-Dmirage.site.generator) is command, but no command is set.\n"
                + "Set <command> (-Dmirage.site.command=...) to the command line that builds the"
                + " site.");
      }
      return generator;
    }
    if (generator.isPresent() && generator.get() != Generator.COMMAND) {
      throw new SiteException(
          "Both <generator> ("
              + generator.get()
              + ") and <command> ("
              + settings.command().get()
              + ") are set, and only one can build the site.\nRemove <generator>"
              + " (-Dmirage.site.generator) or <command> (-Dmirage.site.command).");
    }
    return Optional.of(Generator.COMMAND);
  }

  private Generator detect(Path directory) throws IOException, SiteException {
    List<Generator> detected = new ArrayList<>();
    if (Octopress.isIn(directory)) {
      detected.add(Generator.OCTOPRESS);
    } else if (Jekyll.isIn(directory)) {
      detected.add(Generator.JEKYLL);
    }
    if (Hugo.isIn(directory)) {
      detected.add(Generator.HUGO);
    }
    if (Eleventy.isIn(directory)) {
      detected.add(Generator.ELEVENTY);
    }
    if (detected.size() > 1) {
      throw new SiteException(
          settings.shown(directory)
              + " matches more than one site generator: "
              + detected.stream().map(Generator::toString).collect(Collectors.joining(", "))
              + ".\nSet <generator> (-Dmirage.site.generator=...) to the one to use.");
    }
    if (detected.isEmpty()) {
      return detectWithoutConfiguration(directory);
    }
    if (detected.get(0) == Generator.OCTOPRESS && !Octopress.isInstalled(directory)) {
      throw new SiteException(
          settings.shown(directory)
              + " is an Octopress site without source/, its pages and theme.\nRun rake install"
              + " there once, which creates it.");
    }
    return detected.get(0);
  }

  private Generator detectWithoutConfiguration(Path directory) throws IOException, SiteException {
    boolean hasFrontPage = Files.isRegularFile(directory.resolve("index.html"));
    Optional<OtherGenerator> other = OtherGenerator.in(directory);
    if (other.isEmpty() && Jekyll.hasSources(directory)) {
      return Generator.JEKYLL;
    }
    boolean built = other.isPresent() || OtherGenerator.hasBuildScript(directory);
    if (hasFrontPage && !built) {
      return Generator.DIRECTORY;
    }
    if (!built || (!hasFrontPage && isProjectByDefault(directory))) {
      throw notDetected(directory);
    }
    throw new SiteException(
        other
                .map(generator -> runAsCommand(directory, generator))
                .orElseGet(() -> runBuildScript(directory))
            + "\nIf the directory is the finished site, set <generator>directory</generator>.");
  }

  private String runAsCommand(Path directory, OtherGenerator generator) {
    return settings.shown(directory)
        + " contains the sources of "
        + generator.name()
        + ".\nSet <command>"
        + generator.command()
        + "</command> (-Dmirage.site.command=...) and <output>"
        + generator.output()
        + "</output> (-Dmirage.site.output=...).";
  }

  private String runBuildScript(Path directory) {
    return settings.shown(directory.resolve("package.json"))
        + " has a script that builds the site.\nSet <command>npm run build</command>"
        + " (-Dmirage.site.command=...), and <output> (-Dmirage.site.output=...) to the directory"
        + " it writes, such as dist.";
  }

  private boolean isProjectByDefault(Path directory) {
    return settings.source().isEmpty() && directory.equals(settings.projectDirectory());
  }

  private SiteException notDetected(Path directory) {
    if (isProjectByDefault(directory)) {
      return new NoSiteException(LOOKED_FOR, WHAT_NEXT);
    }
    return new SiteException(
        settings.shown(directory)
            + " contains no site that this plugin recognizes.\n"
            + LOOKED_FOR
            + "\n"
            + WHAT_NEXT);
  }
}
