package io.github.miragemaven.local;

import io.github.miragemaven.failure.EnvironmentFailureException;

/** Thrown if the directory of a local region cannot be used. */
public final class LocalRegionException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  LocalRegionException(String message, Throwable cause) {
    super(message, cause);
  }
}
