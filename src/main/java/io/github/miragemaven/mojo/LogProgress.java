package io.github.miragemaven.mojo;

import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.logging.Log;

/** Shows progress in Maven's log; what other programs print is set in a little. */
final class LogProgress implements Progress {

  private final Log log;
  private final UnaryOperator<String> shown;
  private final boolean live;

  /**
   * Progress in that log.
   *
   * @param shown what becomes of a line before it is shown
   * @param live whether a task's progress is one line that moves, in place of several
   */
  LogProgress(Log log, UnaryOperator<String> shown, boolean live) {
    this.log = log;
    this.shown = shown;
    this.live = live && log.isInfoEnabled();
  }

  @Override
  public Gauge gauge(String task, long bytes) {
    return live ? new GaugeBar(task, bytes) : Progress.super.gauge(task, bytes);
  }

  @Override
  public void info(String line) {
    shown.apply(line).lines().forEach(log::info);
  }

  @Override
  public void debug(String line) {
    log.debug(line);
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
