package io.github.miragemaven.mirage;

import io.github.miragemaven.failure.EnvironmentFailureException;

/** The MirageOS toolchain is missing, incomplete, or of an unsupported version. */
public final class ToolchainException extends EnvironmentFailureException {

  /** The alternative on a machine without a toolchain, the last line of a message. */
  static final String WITHOUT_TOOLCHAIN =
      "Or use a kernel built elsewhere: set <kernel> (-Dmirage.kernel=FILE or"
          + " groupId:artifactId:version).";

  private static final long serialVersionUID = 1L;

  /** Creates an exception with the message for the user. */
  public ToolchainException(String message) {
    super(message);
  }

  /** Creates an exception with the message for the user and the cause shown with {@code -e}. */
  public ToolchainException(String message, Throwable cause) {
    super(message, cause);
  }
}
