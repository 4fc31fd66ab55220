package io.github.miragemaven.mojo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A Maven log that remembers what it was told, for tests to look at. */
final class RecordedLog extends SystemStreamLog {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Everything that was logged, each line behind {@code INFO} or {@code WARN}. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void info(CharSequence line) {
    lines.add("INFO " + line);
  }

  @Override
  public void warn(CharSequence line) {
    lines.add("WARN " + line);
  }

  @Override
  public void error(CharSequence line) {
    lines.add("ERROR " + line);
  }
}
