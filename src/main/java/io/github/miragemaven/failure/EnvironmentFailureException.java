package io.github.miragemaven.failure;

/**
 * A failure with a cause outside the project: on this machine (a missing tool, a full disk), in the
 * network, or in AWS. The project itself needs no change; fix the environment, or run the build
 * again. Maven reports it as a {@code MojoExecutionException}.
 */
public non-sealed class EnvironmentFailureException extends FailureException {

  private static final long serialVersionUID = 1L;

  /** Creates a failure with the message for the user. */
  public EnvironmentFailureException(String message) {
    super(message);
  }

  /** Creates a failure with the message for the user and the cause that {@code -e} shows. */
  public EnvironmentFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
