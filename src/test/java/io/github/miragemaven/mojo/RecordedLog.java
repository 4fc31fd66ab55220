package io.github.miragemaven.mojo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A Maven log that records its messages. */
final class RecordedLog extends SystemStreamLog {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** All messages, each after its level, such as {@code INFO}. */
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
