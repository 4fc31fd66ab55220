package io.github.miragemaven.progress;

/** Shows the progress of a task of known size. Thread-safe. */
public interface Gauge extends AutoCloseable {

  /** Adds bytes that are done. */
  void add(long bytes);

  /** Counts a retry. */
  void retried();

  /** Ends the task. */
  @Override
  void close();
}
