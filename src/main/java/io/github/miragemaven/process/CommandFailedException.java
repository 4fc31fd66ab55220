package io.github.miragemaven.process;

import java.util.List;

/** An external program that could not be started, or that ended with another exit code than 0. */
public final class CommandFailedException extends Exception {

  /** What stands for the exit code of a program that could not be started. */
  public static final int NOT_STARTED = -1;

  private static final long serialVersionUID = 1L;

  private final transient Command command;
  private final int exitCode;
  private final transient List<String> lastLines;

  CommandFailedException(Command command, int exitCode, List<String> lastLines) {
    super(command.shellWords() + " failed with exit code " + exitCode);
    this.command = command;
    this.exitCode = exitCode;
    this.lastLines = List.copyOf(lastLines);
  }

  CommandFailedException(Command command, Throwable cause) {
    super(command.shellWords() + " could not be started: " + cause.getMessage(), cause);
    this.command = command;
    this.exitCode = NOT_STARTED;
    this.lastLines = List.of();
  }

  /** The call that failed. */
  public Command command() {
    return command;
  }

  /** The program's exit code, or {@link #NOT_STARTED}. */
  public int exitCode() {
    return exitCode;
  }

  /** The last lines that the program printed, at most {@value CommandRunner#TAIL}. */
  public List<String> lastLines() {
    return lastLines;
  }

  /** The exit code and the last lines in one text, as a message to the user ends with. */
  public String tail() {
    return lastLines.isEmpty()
        ? getMessage()
        : getMessage() + ". Its last lines were:\n  " + String.join("\n  ", lastLines);
  }
}
