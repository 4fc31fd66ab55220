package io.github.miragemaven.site;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways to build a site. */
public enum Generator {
  /** Octopress 2: {@code rake generate}. */
  OCTOPRESS,
  /** Jekyll: {@code jekyll build}. */
  JEKYLL,
  /** Hugo: {@code hugo}. */
  HUGO,
  /** Eleventy: {@code eleventy}. */
  ELEVENTY,
  /** No generator: the source directory is the finished site. */
  DIRECTORY,
  /** The command line of {@code <command>}. */
  COMMAND;

  /** The generator with this name, the value of {@code <generator>}; case is ignored. */
  public static Generator named(String name) throws SiteException {
    return Stream.of(values())
        .filter(generator -> generator.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new SiteException(
                    "The site generator '"
                        + name
                        + "' is not supported.\n"
                        + "Set <generator> (-Dmirage.site.generator=...) to one of "
                        + Stream.of(values())
                            .map(Generator::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** The name as the user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
