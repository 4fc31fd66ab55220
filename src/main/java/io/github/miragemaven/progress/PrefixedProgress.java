package io.github.miragemaven.progress;

/**
 * One of several things that go on at once, each with its name in front of its lines.
 *
 * @param progress where they go
 * @param prefix the name
 */
public record PrefixedProgress(Progress progress, String prefix) implements Progress {

  @Override
  public void info(String line) {
    progress.info(prefix + ": " + line);
  }

  @Override
  public void debug(String line) {
    progress.debug(prefix + ": " + line);
  }

  @Override
  public void warn(String line) {
    progress.warn(prefix + ": " + line);
  }

  @Override
  public void output(String line) {
    progress.output(prefix + ": " + line);
  }
}
