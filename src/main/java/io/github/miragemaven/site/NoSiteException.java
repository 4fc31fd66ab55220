package io.github.miragemaven.site;

/** A project in which nothing is a site's, and no parameter says otherwise. */
public final class NoSiteException extends SiteException {

  private static final long serialVersionUID = 1L;

  NoSiteException(String lookedFor, String whatNext) {
    super(
        "There is no site: src/main/site is not there, and nothing in the project directory is a"
            + " site's.\n"
            + lookedFor
            + "\n"
            + whatNext);
  }
}
