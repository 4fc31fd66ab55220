package io.github.miragemaven.progress;

/** Where a step reports what it does. Implementations may be called from more than one thread. */
public interface Progress {

  /** A step's own line: what it is doing, or what came of it. */
  void info(String line);

  /** Something the user should look at, although the build goes on. */
  void warn(String line);

  /** One line that an external program printed, without its line end. */
  void output(String line);
}
