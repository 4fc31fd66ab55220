package io.github.miragemaven.mojo;

import io.github.miragemaven.progress.Progress;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.logging.Log;

/** Shows progress in Maven's log; what other programs print is set in a little. */
final class LogProgress implements Progress {

  private final Log log;
  private final UnaryOperator<String> shown;

  LogProgress(Log log, UnaryOperator<String> shown) {
    this.log = log;
    this.shown = shown;
  }

  @Override
  public void info(String line) {
    shown.apply(line).lines().forEach(log::info);
  }

  @Override
  public void warn(String line) {
    shown.apply(line).lines().forEach(log::warn);
  }

  @Override
  public void output(String line) {
    log.info("  | " + line);
  }
}
