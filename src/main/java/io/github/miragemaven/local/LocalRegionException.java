package io.github.miragemaven.local;

import io.github.miragemaven.failure.EnvironmentFailureException;

/** A local region whose directory cannot be used. */
public final class LocalRegionException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  LocalRegionException(String message, Throwable cause) {
    super(message, cause);
  }
}
