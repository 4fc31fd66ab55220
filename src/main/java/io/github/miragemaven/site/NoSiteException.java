package io.github.miragemaven.site;

/** A project that contains no site, and no parameter names one. */
public final class NoSiteException extends SiteException {

  private static final long serialVersionUID = 1L;

  NoSiteException(String lookedFor, String whatNext) {
    super(
        "There is no site: src/main/site does not exist, and the project directory contains no"
            + " site's sources.\n"
            + lookedFor
            + "\n"
            + whatNext);
  }
}
