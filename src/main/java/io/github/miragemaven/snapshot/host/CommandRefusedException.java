package io.github.miragemaven.snapshot.host;

/** A command that failed on the build host. */
final class CommandRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  CommandRefusedException(int status, String errors) {
    super(errors.isEmpty() ? "it ended with status " + status : errors);
    this.status = status;
  }

  /** The status that it ended with. */
  int status() {
    return status;
  }
}
