package io.github.miragemaven.mojo;

import io.github.miragemaven.progress.Gauge;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a task's progress at a terminal as a bar, which disappears when the task ends. */
final class GaugeBar implements Gauge {

  private static final int WIDTH = 79;
  private static final int INTERVAL_MILLIS = 200;
  private static final long MIB = 1 << 20;

  private final ProgressBar bar;
  private int retries;

  /** Bypasses {@code System.out}, because Maven 4 turns its output into log lines. */
  GaugeBar(String task, long bytes) {
    PrintStream terminal =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(bytes)
            .setUnit(" MiB", MIB)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .setMaxRenderedLength(WIDTH)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
            .clearDisplayOnFinish()
            .showSpeed()
            .build();
  }

  @Override
  public void add(long bytes) {
    bar.stepBy(bytes);
  }

  @Override
  public synchronized void retried() {
    retries++;
    bar.setExtraMessage(retries + (retries == 1 ? " retry" : " retries"));
  }

  @Override
  public void close() {
    bar.close();
  }
}
