package io.github.miragemaven.failure;

/**
 * A failure of the machine the build runs on: a missing tool, a full disk, an unreadable directory.
 */
public non-sealed class EnvironmentFailureException extends FailureException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure with the message that the user reads. */
  public EnvironmentFailureException(String message) {
    super(message);
  }

  /** Makes a failure with the message that the user reads and the cause shown with {@code -e}. */
  public EnvironmentFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
