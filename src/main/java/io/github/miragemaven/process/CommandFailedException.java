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

  /** The exit code of a program that SIGKILL (9) ended, as shells and Java count it. */
  private static final int KILLED = 128 + 9;

  private static final String WAS_KILLED =
      " was killed (SIGKILL), as Linux and containers do when memory runs out";

  private static final long serialVersionUID = 1L;

  private final transient Command command;
  private final int exitCode;
  private final transient List<String> lastLines;
  private final transient List<String> excerpt;

  CommandFailedException(
      Command command, int exitCode, List<String> lastLines, List<String> excerpt) {
    super(
        command.shellWords()
            + (exitCode == KILLED ? WAS_KILLED : " failed with exit code " + exitCode));
    this.command = command;
    this.exitCode = exitCode;
    this.lastLines = List.copyOf(lastLines);
    this.excerpt = List.copyOf(excerpt);
  }

  CommandFailedException(Command command, Throwable cause) {
    super(command.shellWords() + " could not be started: " + cause.getMessage(), cause);
    this.command = command;
    this.exitCode = NOT_STARTED;
    this.lastLines = List.of();
    this.excerpt = List.of();
  }

  CommandFailedException(
      Command command, Duration limit, List<String> lastLines, List<String> excerpt) {
    super(
        command.shellWords()
            + " did not answer within "
            + limit.toSeconds()
            + " s and was terminated");
    this.command = command;
    this.exitCode = NO_ANSWER;
    this.lastLines = List.copyOf(lastLines);
    this.excerpt = List.copyOf(excerpt);
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

  /** The lines of the program's output that explain the failure, at most 20. */
  public List<String> excerpt() {
    return excerpt;
  }

  /** The exit code and the {@link #excerpt}, for a message to the user. */
  public String explanation() {
    return excerpt.isEmpty()
        ? getMessage() + "."
        : getMessage() + ":\n  " + String.join("\n  ", excerpt);
  }
}
