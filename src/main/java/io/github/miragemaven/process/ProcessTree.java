package io.github.miragemaven.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A running program and its descendants; closing it terminates them all. */
public final class ProcessTree implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;

  private final Process process;
  private final Thread shutdownHook;

  private ProcessTree(Process process, Thread shutdownHook) {
    this.process = process;
    this.shutdownHook = shutdownHook;
  }

  /**
   * Starts a program. The shutdown hook is registered first, so that the program cannot outlive
   * this process.
   */
  public static ProcessTree start(Command command) throws IOException {
    ProcessTree tree = start(command, true);
    tree.process.getOutputStream().close();
    return tree;
  }

  /** Starts a program whose input, output and errors are separate streams for the caller. */
  public static ProcessTree startWithStreams(Command command) throws IOException {
    return start(command, false);
  }

  private static ProcessTree start(Command command, boolean mergeErrors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(mergeErrors);
    Starting starting = new Starting(builder);
    Thread hook = new Thread(starting::end, "end-process-tree");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Process process = starting.start();
      return new ProcessTree(process, hook);
    } catch (IOException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      throw e;
    }
  }

  /** Starts a program once, or not at all if this process is already shutting down. */
  private static final class Starting {

    private final ProcessBuilder builder;
    private Optional<Process> process = Optional.empty();
    private boolean shuttingDown;

    Starting(ProcessBuilder builder) {
      this.builder = builder;
    }

    synchronized Process start() throws IOException {
      if (shuttingDown) {
        throw new IOException("The build is shutting down");
      }
      Process started = builder.start();
      process = Optional.of(started);
      return started;
    }

    synchronized void end() {
      shuttingDown = true;
      process.ifPresent(ProcessTree::end);
    }
  }

  /**
   * Reads the output until the program exits, and returns its exit code. A descendant that keeps
   * running in the background with the output open is waited for only briefly.
   *
   * @param limit how long the program may run; unlimited if empty
   * @throws TimeoutException if the limit is exceeded; the program keeps running
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
                failure.set(new IOException("Its output could not be processed: " + e, e));
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

  /** The program's process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The program's standard input. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** The program's standard output. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** The program's standard error. */
  public InputStream errors() {
    return process.getErrorStream();
  }

  /** Waits for the program's exit code; empty if it is still running after the limit. */
  public OptionalInt exitCode(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException shuttingDown) {
      return; // The hook is running and terminates the program.
    }
    end(process);
  }

  /**
   * Terminates every process of the tree, and kills those that still run after the grace period.
   * Parents first: a shell would otherwise continue with its next command.
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
