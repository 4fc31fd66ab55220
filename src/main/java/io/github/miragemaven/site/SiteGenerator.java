package io.github.miragemaven.site;

import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.FingerprintBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A generator set up for one source directory. */
interface SiteGenerator {

  /** What builds the site, as a sentence begins: {@code Jekyll}. */
  String name();

  /** Where the finished site lies after {@link #generate}, as an absolute path. */
  Path output();

  /** Builds the site; the old output may be there, and may be what comes of a failure. */
  void generate() throws IOException, FailureException, InterruptedException;

  /** Adds what counts beside the source's files, settings and environment: the tool's version. */
  void identify(FingerprintBuilder inputs) throws IOException, InterruptedException;

  /**
   * What the generator itself writes below the source, as absolute paths: what lies there does not
   * count as its input. The output is always one of them.
   */
  List<Path> written();

  /** How a user keeps files of the source out of the site, as a half sentence. */
  String howToExclude();
}
