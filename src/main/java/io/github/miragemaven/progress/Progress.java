package io.github.miragemaven.progress;

import java.time.InstantSource;

/** Where a step reports what it does. Implementations may be called from more than one thread. */
public interface Progress {

  /** A step's own line: what it is doing, or what came of it. */
  void info(String line);

  /** What only someone who looks for a fault wants to know, in Maven's log with {@code -X}. */
  default void debug(String line) {}

  /** Something the user should look at, although the build goes on. */
  void warn(String line);

  /** One line that an external program printed, without its line end. */
  void output(String line);

  /**
   * Starts to show how far a task has come; here, in lines.
   *
   * @param task what is done, in a word or two
   * @param bytes its whole size
   */
  default Gauge gauge(String task, long bytes) {
    return new GaugeLines(this, task, bytes, InstantSource.system());
  }

  /** For what is quick and tells of itself in another way. */
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
