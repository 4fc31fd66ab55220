package io.github.miragemaven.snapshot.host;

/** Thrown when a command on the build host exits with a nonzero status. */
final class CommandFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  CommandFailedException(int status, String errors) {
    super(errors.isEmpty() ? "exit status " + status : errors);
  }
}
