package io.github.miragemaven.run;

import io.github.miragemaven.failure.UserFailureException;

/** Thrown when a kernel cannot run on this machine, or when a guest or its probe fails. */
public final class RunException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  RunException(String message) {
    super(message);
  }
}
