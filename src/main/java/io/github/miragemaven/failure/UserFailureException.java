package io.github.miragemaven.failure;

/**
 * A failure that the user can fix in the project (its parameters, its content) or in the AWS
 * account (credentials, permissions, quotas). Maven reports it as a {@code MojoFailureException}.
 */
public non-sealed class UserFailureException extends FailureException {

  private static final long serialVersionUID = 1L;

  /** Creates a failure with the message for the user. */
  public UserFailureException(String message) {
    super(message);
  }

  /** Creates a failure with the message for the user and the cause that {@code -e} shows. */
  public UserFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
