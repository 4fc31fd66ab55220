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
 * Runs external programs. Their standard input is empty; standard output and standard error are
 * read as one stream of UTF-8 lines.
 *
 * <p>A program and all its child processes are terminated when the thread that runs it is
 * interrupted, and when this process is terminated ({@code Ctrl-C}, {@code SIGTERM}).
 */
public final class CommandRunner {

  /** The number of last lines in a {@link CommandFailedException}. */
  public static final int TAIL = 20;

  /**
   * ECMA-48 control sequences (section 5.4), operating system commands (8.3.89), other escape
   * sequences (ECMA-35, section 13.2) and control characters except the tab.
   */
  private static final Pattern CONTROL_SEQUENCE =
      Pattern.compile(
          "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?"
              + "|\u001B[ -/]*[0-~]|[\\x00-\\x08\\x0B-\\x1F\\x7F]");

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final Progress progress;
  private final boolean colors;
  private final Duration answerTimeout;

  /** Shows the programs' output without colors. */
  public CommandRunner(Progress progress) {
    this(progress, false);
  }

  /**
   * Shows the programs' output.
   *
   * @param colors whether to keep the programs' colors; some programs print them even to a pipe
   */
  public CommandRunner(Progress progress, boolean colors) {
    this(progress, colors, ANSWER_TIMEOUT);
  }

  CommandRunner(Progress progress, boolean colors, Duration answerTimeout) {
    this.progress = progress;
    this.colors = colors;
    this.answerTimeout = answerTimeout;
  }

  /**
   * Runs a program and shows its output live.
   *
   * @return the lines of its output that explain the failure if its result turns out to be wrong
   */
  public List<String> run(Command command) throws CommandFailedException, InterruptedException {
    return run(command, progress::output, process -> {}, Optional.empty());
  }

  /** Runs a program and passes on each line of its output as soon as it is complete. */
  public void run(Command command, Consumer<String> lines)
      throws CommandFailedException, InterruptedException {
    run(command, lines, process -> {});
  }

  /** Like {@link #run(Command, Consumer)}, for callers that need the program's process too. */
  public void run(Command command, Consumer<String> lines, Consumer<ProcessHandle> started)
      throws CommandFailedException, InterruptedException {
    run(command, lines, started, Optional.empty());
  }

  /**
   * Runs a program with a short answer, such as its version, and returns its output without showing
   * it. A program that does not answer within 30 seconds is terminated and counts as failed.
   */
  public List<String> capture(Command command) throws CommandFailedException, InterruptedException {
    List<String> lines = new ArrayList<>();
    capture(command, lines::add);
    return lines;
  }

  /** Like {@link #capture}, for callers that need the output even if the program fails. */
  public void capture(Command command, Consumer<String> lines)
      throws CommandFailedException, InterruptedException {
    run(command, lines, process -> {}, Optional.of(answerTimeout));
  }

  private List<String> run(
      Command command,
      Consumer<String> sink,
      Consumer<ProcessHandle> started,
      Optional<Duration> limit)
      throws CommandFailedException, InterruptedException {
    FailureExcerpt excerpt = new FailureExcerpt();
    LineReader lines =
        new LineReader(
            line -> {
              String plain = plain(line);
              excerpt.add(plain);
              sink.accept(colors ? line : plain);
            },
            TAIL);
    int exitCode;
    try (ProcessTree tree = ProcessTree.start(command)) {
      started.accept(tree.handle());
      exitCode = tree.readToEnd(lines, limit);
    } catch (TimeoutException e) {
      throw new CommandFailedException(
          command, limit.orElseThrow(), lastOf(lines), excerpt.lines());
    } catch (IOException e) {
      throw new CommandFailedException(command, e);
    }
    if (exitCode != 0) {
      throw new CommandFailedException(command, exitCode, lastOf(lines), excerpt.lines());
    }
    return excerpt.lines();
  }

  private static List<String> lastOf(LineReader lines) {
    return lines.lastLines().stream().map(CommandRunner::plain).toList();
  }

  private static String plain(String line) {
    return CONTROL_SEQUENCE.matcher(line).replaceAll("");
  }
}
