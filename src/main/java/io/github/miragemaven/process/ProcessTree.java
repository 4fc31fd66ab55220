package io.github.miragemaven.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A running program with everything it started; closing it ends them all. */
final class ProcessTree implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;

  private final Process process;
  private final Thread endWithThisProcess = new Thread(this::end, "end-process-tree");

  private ProcessTree(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(endWithThisProcess);
  }

  static ProcessTree start(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    builder.directory(command.directory().toFile());
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    return new ProcessTree(process);
  }

  /**
   * Reads the output until the program ends, and returns its exit code. A grandchild that lives on
   * in the background with the output still open is not waited for longer than a moment.
   */
  int readToEnd(LineReader lines) throws IOException, InterruptedException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                lines.readAll(process.getInputStream());
              } catch (IOException e) {
                failure.set(e);
              }
            },
            "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
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
    end();
  }

  /** Asks every process of the tree to end, and kills those that have not after a moment. */
  private void end() {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
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
    closeOutput();
  }

  private void closeOutput() {
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
