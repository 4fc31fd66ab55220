package io.github.miragemaven.process;

import java.time.Duration;
import java.util.List;

/**
 * An external program could not be started, exited with a code other than 0, or did not answer in
 * time.
 */
public final class CommandFailedException extends Exception {

  /** The exit code reported for a program that could not be started. */
  public static final int NOT_STARTED = -1;

  /** The exit code reported for a program that was terminated because it did not answer in time. */
  public static final int NO_ANSWER = -2;

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

  CommandFailedException(Command command, Duration limit, List<String> lastLines) {
    super(
        command.shellWords()
            + " did not answer within "
            + limit.toSeconds()
            + " s and was terminated");
    this.command = command;
    this.exitCode = NO_ANSWER;
    this.lastLines = List.copyOf(lastLines);
  }

  /** The command that failed. */
  public Command command() {
    return command;
  }

  /** The program's exit code, {@link #NOT_STARTED} or {@link #NO_ANSWER}. */
  public int exitCode() {
    return exitCode;
  }

  /** The last lines of the program's output, at most {@value CommandRunner#TAIL}. */
  public List<String> lastLines() {
    return lastLines;
  }

  /** The exit code and the last lines as text, for the end of a message to the user. */
  public String tail() {
    return lastLines.isEmpty()
        ? getMessage()
        : getMessage() + ". Its last lines were:\n  " + String.join("\n  ", lastLines);
  }
}
