package io.github.miragemaven.progress;

/**
 * Prefixes lines with the name of one of several parallel tasks.
 *
 * @param progress receives the lines
 * @param prefix the task's name
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
