package io.github.miragemaven.site;

import io.github.miragemaven.failure.EnvironmentFailureException;

/** A site generator that is not installed on this machine. */
public final class MissingGeneratorException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  MissingGeneratorException(String what, String howToInstall) {
    super(
        what
            + "\nInstall it: "
            + howToInstall
            + ".\nOr build the site elsewhere and set <generator>directory</generator>"
            + " (-Dmirage.site.generator=directory) and <source> to the finished site, or skip it"
            + " with -Dmirage.site.skip.");
  }
}
