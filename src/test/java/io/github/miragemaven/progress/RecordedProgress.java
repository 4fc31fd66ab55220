package io.github.miragemaven.progress;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records all output for tests. */
public final class RecordedProgress implements Progress {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** All recorded lines, each after {@code INFO}, {@code DEBUG}, {@code WARN} or {@code OUT}. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void info(String line) {
    lines.add("INFO " + line);
  }

  @Override
  public void debug(String line) {
    lines.add("DEBUG " + line);
  }

  @Override
  public void warn(String line) {
    lines.add("WARN " + line);
  }

  @Override
  public void output(String line) {
    lines.add("OUT " + line);
  }
}
