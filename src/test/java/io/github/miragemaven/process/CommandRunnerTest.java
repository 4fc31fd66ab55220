package io.github.miragemaven.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.miragemaven.progress.RecordedProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandRunnerTest {

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private final CommandRunner runner = new CommandRunner(progress);

  @Test
  void showsBothStreamsInOrder() throws Exception {
    runner.run(shell("echo one; echo two >&2; printf three"));
    assertThat(progress.lines()).containsExactly("OUT one", "OUT two", "OUT three");
  }

  @Test
  void failureHasExitCodeAndLastTwentyLines() {
    CommandFailedException failure =
        catchThrowableOfType(
            CommandFailedException.class, () -> runner.run(shell("seq 1 100; exit 7")));
    assertThat(failure.exitCode()).isEqualTo(7);
    assertThat(failure.lastLines()).hasSize(20).startsWith("81").endsWith("100");
    assertThat(failure.explanation()).contains("exit code 7").contains("\n  100");
  }

  @Test
  void reportsMissingProgramAsNotStarted() {
    CommandFailedException failure =
        catchThrowableOfType(
            CommandFailedException.class,
            () -> runner.run(Command.of(directory, "no-such-program-anywhere")));
    assertThat(failure.exitCode()).isEqualTo(CommandFailedException.NOT_STARTED);
    assertThat(failure.explanation()).contains("no-such-program-anywhere could not be started");
  }

  @Test
  void removesColorsByDefault() throws Exception {
    Command colorful = shell("printf '\\033[1;31mred\\033[0m\\n'");
    runner.run(colorful);
    new CommandRunner(progress, true).run(colorful);
    assertThat(progress.lines()).containsExactly("OUT red", "OUT \u001B[1;31mred\u001B[0m");
  }

  @Test
  void capturesOutputWithoutShowingIt() throws Exception {
    assertThat(runner.capture(shell("echo 4.11.1"))).containsExactly("4.11.1");
    assertThat(progress.lines()).isEmpty();
  }

  @Test
  void terminatesTreeOfProgramThatDoesNotAnswer() throws Exception {
    CommandRunner impatient = new CommandRunner(progress, false, Duration.ofSeconds(1));
    Command silent = shell("sleep 300 & echo $! > pid; echo wait; wait");
    CommandFailedException failure =
        catchThrowableOfType(CommandFailedException.class, () -> impatient.capture(silent));
    assertThat(failure.exitCode()).isEqualTo(CommandFailedException.NO_ANSWER);
    assertThat(failure.explanation()).contains("did not answer within 1 s and was terminated");
    long grandchild = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void setsVariablesAndEmptyStandardInput() throws Exception {
    runner.run(shell("read line; echo \"$GREETING $?\"").with("GREETING", "hello"));
    assertThat(progress.lines()).containsExactly("OUT hello 1");
  }

  @Test
  void splitsVeryLongLine() throws Exception {
    runner.run(shell("head -c 1000000 /dev/zero | tr '\\0' x"));
    assertThat(progress.lines()).hasSizeGreaterThan(100);
    assertThat(progress.lines()).allMatch(line -> line.length() <= LineReader.LONGEST + 4);
  }

  @Test
  void doesNotWaitForBackgroundProcesses() throws Exception {
    Instant start = Instant.now();
    runner.run(shell("sleep 60 & echo $! > pid; echo done"));
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(progress.lines()).containsExactly("OUT done");
    pid().destroyForcibly();
  }

  @Test
  void interruptTerminatesTree() throws Exception {
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread build =
        new Thread(
            () ->
                end.set(
                    catchThrowable(
                        () -> runner.run(shell("sh -c 'sleep 300 & echo $! > pid; wait'")))));
    build.start();
    awaitPid();
    ProcessHandle grandchild = pid();
    build.interrupt();
    build.join(Duration.ofSeconds(20).toMillis());
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(grandchild.isAlive()).isFalse();
  }

  @Test
  void terminatingThisProcessTerminatesTree() throws Exception {
    Process build =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Build.class.getName(),
                "sh -c 'sleep 300 & echo $! > pid; wait'")
            .directory(directory.toFile())
            .inheritIO()
            .start();
    awaitPid();
    ProcessHandle grandchild = pid();
    build.destroy(); // SIGTERM, as a terminal's or a CI server's stop
    assertThat(build.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(grandchild.isAlive()).isFalse();
  }

  /** A build that runs one program. */
  static final class Build {

    private Build() {}

    public static void main(String[] arguments) throws Exception {
      new CommandRunner(new RecordedProgress())
          .run(Command.of(Path.of("").toAbsolutePath(), "sh", "-c", arguments[0]));
    }
  }

  private void awaitPid() throws Exception {
    Path pid = directory.resolve("pid");
    while (!Files.exists(pid) || Files.size(pid) == 0) {
      Thread.sleep(10);
    }
  }

  private ProcessHandle pid() throws Exception {
    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private Command shell(String script) {
    return Command.of(directory, List.of("sh", "-c", script));
  }
}
