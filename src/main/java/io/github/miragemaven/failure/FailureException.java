package io.github.miragemaven.failure;

/**
 * A step that failed for a reason known well enough to say in at most three lines: what happened,
 * why, and what to do next.
 */
public abstract sealed class FailureException extends Exception
    permits UserFailureException, EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure with the message that the user reads. */
  protected FailureException(String message) {
    super(message);
  }

  /** Makes a failure with the message that the user reads and the cause shown with {@code -e}. */
  protected FailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
