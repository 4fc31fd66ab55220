package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.Path;

/** A generator set up for one source directory. */
interface SiteGenerator {

  /** The generator's name, to start a sentence with: {@code Jekyll}. */
  String name();

  /** The absolute path of the finished site after {@link #generate}. */
  Path output();

  /** Builds the site. The output may already exist, and may have been left by a failed run. */
  void generate() throws IOException, FailureException, InterruptedException;

  /**
   * Whether a file or directory with this name in the output is part of the site. A checkout of the
   * branch that a site is deployed to is not.
   */
  default boolean publishes(String name) {
    return !name.equals(".git");
  }

  /** Whether the generator leaves pages of deleted sources in its output. */
  default boolean leavesStalePages() {
    return false;
  }

  /** How a user excludes source files from the site, as an imperative clause. */
  String howToExclude();
}
