package io.github.miragemaven.progress;

import java.time.InstantSource;

/** Receives a step's output. Implementations must be thread-safe. */
public interface Progress {

  /** Reports what the step is doing, or its result. */
  void info(String line);

  /** Reports a detail for debugging, which Maven logs with {@code -X}. */
  default void debug(String line) {}

  /** Warns about something the user should check; the build continues. */
  void warn(String line);

  /** Shows a line of an external program's output, without its line end. */
  void output(String line);

  /**
   * Starts to show a task's progress, by default in log lines.
   *
   * @param task the task's name, in a word or two
   * @param bytes the task's size
   */
  default Gauge gauge(String task, long bytes) {
    return new GaugeLines(this, task, bytes, InstantSource.system());
  }

  /** Discards all output. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void info(String line) {}

      @Override
      public void warn(String line) {}

      @Override
      public void output(String line) {}
    };
  }
}
