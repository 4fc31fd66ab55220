package io.github.miragemaven.site;

import io.github.miragemaven.failure.UserFailureException;

/** A site that cannot be built or published, or settings that do not match it. */
public class SiteException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  SiteException(String message) {
    super(message);
  }

  SiteException(String message, Throwable cause) {
    super(message, cause);
  }
}
