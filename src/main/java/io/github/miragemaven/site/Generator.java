package io.github.miragemaven.site;

import java.util.Locale;

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

  /** The name as the user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
