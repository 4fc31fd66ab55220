package io.github.miragemaven.run;

import io.github.miragemaven.failure.UserFailureException;

/** A kernel that cannot run here, or a guest that did not do what was asked for. */
public final class RunException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  RunException(String message) {
    super(message);
  }
}
