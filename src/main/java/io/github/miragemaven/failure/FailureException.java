package io.github.miragemaven.failure;

/**
 * A failure with a known reason. Its message has at most three lines: what happened, why, and what
 * to do next.
 */
public abstract sealed class FailureException extends Exception
    permits UserFailureException, EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  /** Creates a failure with the message for the user. */
  protected FailureException(String message) {
    super(message);
  }

  /** Creates a failure with the message for the user and the cause that {@code -e} shows. */
  protected FailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
