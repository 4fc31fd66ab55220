package io.github.miragemaven.failure;

/** A failure that a change in the project, its settings or its content mends. */
public non-sealed class UserFailureException extends FailureException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure with the message that the user reads. */
  public UserFailureException(String message) {
    super(message);
  }

  /** Makes a failure with the message that the user reads and the cause shown with {@code -e}. */
  public UserFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
