package io.github.miragemaven.process;

import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs external programs: standard input is empty, standard output and error are read as one stream
 * of UTF-8 lines.
 *
 * <p>A program and everything it started ends when the thread that runs it is interrupted, and when
 * this process is told to end ({@code Ctrl-C}, {@code SIGTERM}).
 */
public final class CommandRunner {

  /** How many of a program's last lines a failure carries. */
  public static final int TAIL = 20;

  /**
   * ECMA-48 control sequences (section 5.4), operating system commands (8.3.89), other escape
   * sequences (ECMA-35, section 13.2) and control characters but for the tab.
   */
  private static final Pattern CONTROL_SEQUENCE =
      Pattern.compile(
          "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?"
              + "|\u001B[ -/]*[0-~]|[\\x00-\\x08\\x0B-\\x1F\\x7F]");

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Progress progress;
  private final boolean colours;
  private final Duration longestAnswer;

  /** Shows the programs' output, without colours. */
  public CommandRunner(Progress progress) {
    this(progress, false);
  }

  /**
   * Shows the programs' output.
   *
   * @param colours whether the programs' colours are kept; some print them even into a pipe
   */
  public CommandRunner(Progress progress, boolean colours) {
    this(progress, colours, LONGEST_ANSWER);
  }

  CommandRunner(Progress progress, boolean colours, Duration longestAnswer) {
    this.progress = progress;
    this.colours = colours;
    this.longestAnswer = longestAnswer;
  }

  /** Runs a program to its end and shows its output while it runs. */
  public void run(Command command) throws CommandFailedException, InterruptedException {
    run(command, progress::output);
  }

  /** Runs a program to its end and hands each line of its output on as soon as it is whole. */
  public void run(Command command, Consumer<String> lines)
      throws CommandFailedException, InterruptedException {
    run(command, lines, Optional.empty());
  }

  /**
   * Runs a program that answers a question, such as for its version, and returns what it printed,
   * without showing it. One that has no answer after half a minute is ended, and has failed.
   */
  public List<String> capture(Command command) throws CommandFailedException, InterruptedException {
    List<String> lines = new ArrayList<>();
    ask(command, lines::add);
    return lines;
  }

  /** Like {@link #capture}, for answers that count even when the program then fails. */
  public void ask(Command command, Consumer<String> lines)
      throws CommandFailedException, InterruptedException {
    run(command, lines, Optional.of(longestAnswer));
  }

  private void run(Command command, Consumer<String> sink, Optional<Duration> limit)
      throws CommandFailedException, InterruptedException {
    LineReader lines = new LineReader(line -> sink.accept(colours ? line : plain(line)), TAIL);
    int exitCode;
    try (ProcessTree tree = ProcessTree.start(command)) {
      exitCode = tree.readToEnd(lines, limit);
    } catch (TimeoutException e) {
      throw new CommandFailedException(command, limit.orElseThrow(), lastOf(lines));
    } catch (IOException e) {
      throw new CommandFailedException(command, e);
    }
    if (exitCode != 0) {
      throw new CommandFailedException(command, exitCode, lastOf(lines));
    }
  }

  private static List<String> lastOf(LineReader lines) {
    return lines.lastLines().stream().map(CommandRunner::plain).toList();
  }

  private static String plain(String line) {
    return CONTROL_SEQUENCE.matcher(line).replaceAll("");
  }
}
