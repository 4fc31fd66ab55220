package io.github.miragemaven.progress;

/** How far a task has come whose whole size is known. May be told from more than one thread. */
public interface Gauge extends AutoCloseable {

  /** Some more is done. */
  void add(long bytes);

  /** Something had to be tried again. */
  void retried();

  /** The task is over. */
  @Override
  void close();
}
