package io.github.miragemaven.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the site's sources, and recognises by what is in them which generator builds them. */
final class SiteDetector {

  private static final Path DEFAULT_SOURCE = Path.of("src", "main", "site");
  private static final String LOOKED_FOR =
      "Looked for: _config.yml (Jekyll; Octopress with Rakefile and source/), hugo.toml|yaml|json"
          + " or config/_default/ (Hugo), eleventy.config.js (Eleventy), index.html.";

  private static final String WHAT_NEXT =
      "Set <source> (-Dmirage.site.source=…), <generator> (-Dmirage.site.generator=…) or <command>"
          + " (-Dmirage.site.command=…).";

  /**
   * A site's sources.
   *
   * @param directory where they lie
   * @param generator what builds them
   */
  record Found(Path directory, Generator generator) {}

  private final SiteSettings settings;

  SiteDetector(SiteSettings settings) {
    this.settings = settings;
  }

  /** The site's sources, as set or else as found. */
  Found find() throws IOException, SiteException {
    Path directory = settings.source().orElseGet(this::defaultSource);
    if (!Files.isDirectory(directory)) {
      throw new SiteException(
          "The site's source directory "
              + settings.shown(directory)
              + (Files.exists(directory) ? " is not a directory." : " is not there.")
              + "\nSet <source> (-Dmirage.site.source=…) to the directory of the site's sources.");
    }
    Optional<Generator> set = set();
    return new Found(directory, set.isPresent() ? set.get() : recognise(directory));
  }

  private Path defaultSource() {
    Path standard = settings.projectDirectory().resolve(DEFAULT_SOURCE);
    return Files.exists(standard) ? standard : settings.projectDirectory();
  }

  private Optional<Generator> set() throws SiteException {
    Optional<Generator> generator = settings.generator();
    if (settings.command().isEmpty()) {
      if (generator.equals(Optional.of(Generator.COMMAND))) {
        throw new SiteException(
            "<generator> (-Dmirage.site.generator) is command, but there is no command.\nSet"
                + " <command> (-Dmirage.site.command=…) to the command line that builds the site.");
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

  private Generator recognise(Path directory) throws IOException, SiteException {
    List<Generator> recognised = new ArrayList<>();
    if (Octopress.isIn(directory)) {
      recognised.add(Generator.OCTOPRESS);
    } else if (JekyllConfig.isIn(directory) || Bundler.names(directory, "jekyll")) {
      recognised.add(Generator.JEKYLL);
    }
    if (Hugo.isIn(directory)) {
      recognised.add(Generator.HUGO);
    }
    if (Eleventy.isIn(directory)) {
      recognised.add(Generator.ELEVENTY);
    }
    if (recognised.size() > 1) {
      throw new SiteException(
          settings.shown(directory)
              + " looks like the sources of more than one site generator: "
              + recognised.stream().map(Generator::toString).collect(Collectors.joining(", "))
              + ".\nSet <generator> (-Dmirage.site.generator=…) to the one that builds the site.");
    }
    if (recognised.isEmpty() && Files.isRegularFile(directory.resolve("index.html"))) {
      recognised.add(Generator.DIRECTORY);
    }
    if (recognised.isEmpty()) {
      throw nothing(directory);
    }
    return recognised.get(0);
  }

  private SiteException nothing(Path directory) {
    if (settings.source().isEmpty() && directory.equals(settings.projectDirectory())) {
      return new NoSiteException(LOOKED_FOR, WHAT_NEXT);
    }
    return new SiteException(
        settings.shown(directory)
            + " is not the source of a site known here.\n"
            + LOOKED_FOR
            + "\n"
            + WHAT_NEXT);
  }
}
