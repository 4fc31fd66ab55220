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
      "Looked for: _config.yml (Jekyll; Octopress with Rakefile and source/), hugo.toml|yaml|json"
          + " or config/_default/ (Hugo), eleventy.config.js (Eleventy), index.html.";

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
    } else if (JekyllConfig.isIn(directory) || Bundler.names(directory, "jekyll")) {
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
    if (detected.isEmpty() && Files.isRegularFile(directory.resolve("index.html"))) {
      detected.add(Generator.DIRECTORY);
    }
    if (detected.isEmpty()) {
      throw notDetected(directory);
    }
    return detected.get(0);
  }

  private SiteException notDetected(Path directory) {
    if (settings.source().isEmpty() && directory.equals(settings.projectDirectory())) {
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
