package io.github.miragemaven.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A running program with everything it started; closing it ends them all. */
public final class ProcessTree implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;

  private final Process process;
  private final Thread endWithThisProcess;

  private ProcessTree(Process process, Thread endWithThisProcess) {
    this.process = process;
    this.endWithThisProcess = endWithThisProcess;
  }

  /**
   * Starts a program. What ends it with this process is in place before, so that there is no moment
   * in which it could be left behind.
   */
  public static ProcessTree start(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(true);
    Starting starting = new Starting(builder);
    Thread hook = new Thread(starting::end, "end-process-tree");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Process process = starting.start();
      process.getOutputStream().close();
      return new ProcessTree(process, hook);
    } catch (IOException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
  }

  /** A program that is started once, or never if this process is ending already. */
  private static final class Starting {

    private final ProcessBuilder builder;
    private Optional<Process> process = Optional.empty();
    private boolean ending;

    Starting(ProcessBuilder builder) {
      this.builder = builder;
    }

    synchronized Process start() throws IOException {
      if (ending) {
        throw new IOException("The build is being ended");
      }
      Process started = builder.start();
      process = Optional.of(started);
      return started;
    }

    synchronized void end() {
      ending = true;
      process.ifPresent(ProcessTree::end);
    }
  }

  /**
   * Reads the output until the program ends, and returns its exit code. A grandchild that lives on
   * in the background with the output still open is not waited for longer than a moment.
   *
   * @param limit how long the program may run; nothing means as long as it likes
   * @throws TimeoutException if it runs longer; it still does then
   */
  public int readToEnd(LineReader lines, Optional<Duration> limit)
      throws IOException, InterruptedException, TimeoutException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                lines.readAll(process.getInputStream());
              } catch (IOException e) {
                failure.set(e);
              } catch (RuntimeException e) {
                failure.set(new IOException("Its output could not be shown: " + e, e));
              }
            },
            "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    if (limit.isPresent() && !process.waitFor(limit.get().toNanos(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    int exitCode = process.waitFor();
    reader.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
    if (failure.get() != null) {
      throw failure.get();
    }
    return exitCode;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(endWithThisProcess);
    } catch (IllegalStateException shuttingDown) {
      return; // The hook is running: it does what is left to do.
    }
    end(process);
  }

  /**
   * Asks every process of the tree to end, and kills those that have not after a moment. The first
   * one is asked first: a shell whose command ended before it would go on to the next.
   */
  private static void end(Process process) {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    tree.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    tree.forEach(ProcessHandle::destroyForcibly);
    closeOutput(process);
  }

  private static void closeOutput(Process process) {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
