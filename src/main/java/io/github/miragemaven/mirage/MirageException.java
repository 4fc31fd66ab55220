package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.UserFailureException;

/** A unikernel cannot be configured or built because of its sources or settings. */
public final class MirageException extends UserFailureException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with the message for the user. */
  public MirageException(String message) {
    super(message);
  }

  /** Creates an exception with the message for the user and the cause shown with {@code -e}. */
  public MirageException(String message, Throwable cause) {
    super(message, cause);
  }
}
