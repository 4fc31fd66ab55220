package io.github.miragemaven.mojo;

import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.logging.Log;

/** Reports progress in Maven's log, with the output of external programs indented. */
final class LogProgress implements Progress {

  private final Log log;
  private final UnaryOperator<String> shorten;
  private final boolean live;

  /**
   * Reports to a log.
   *
   * @param shorten applied to each line
   * @param live whether to show a task's progress as a bar instead of several lines
   */
  LogProgress(Log log, UnaryOperator<String> shorten, boolean live) {
    this.log = log;
    this.shorten = shorten;
    this.live = live && log.isInfoEnabled();
  }

  @Override
  public Gauge gauge(String task, long bytes) {
    return live ? new GaugeBar(task, bytes) : Progress.super.gauge(task, bytes);
  }

  @Override
  public void info(String line) {
    shorten.apply(line).lines().forEach(log::info);
  }

  @Override
  public void debug(String line) {
    log.debug(line);
  }

  @Override
  public void warn(String line) {
    shorten.apply(line).lines().forEach(log::warn);
  }

  @Override
  public void output(String line) {
    log.info("  | " + line);
  }
}
