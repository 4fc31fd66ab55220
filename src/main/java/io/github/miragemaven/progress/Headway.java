package io.github.miragemaven.progress;

import java.util.Locale;

/** Measures a task's progress, rate and remaining time. */
final class Headway {

  private final String task;
  private final long bytes;
  private final long started;
  private long done;
  private long retries;

  /**
   * Starts measuring.
   *
   * @param bytes the task's size
   * @param started the start time, in milliseconds of the clock that {@link #line} uses
   */
  Headway(String task, long bytes, long started) {
    this.task = task;
    this.bytes = bytes;
    this.started = started;
  }

  void add(long more) {
    done += more;
  }

  void retried() {
    retries++;
  }

  /** Such as {@code upload: 12.0 MiB of 64.0 MiB (18%), 3.1 MiB/s, 17 s left, 2 retries}. */
  String line(long now) {
    return "%s: %s of %s (%d%%)%s"
        .formatted(task, Sizes.of(done), Sizes.of(bytes), percent(), details(now));
  }

  /** The rate, the time left and the retries, each after a comma. */
  String details(long now) {
    double seconds = Math.max(1, now - started) / 1000.0;
    double rate = done / seconds;
    String left =
        done == 0 || done >= bytes
            ? ""
            : String.format(Locale.ROOT, ", %d s left", Math.round((bytes - done) / rate));
    String retried = retries == 0 ? "" : ", " + retries + (retries == 1 ? " retry" : " retries");
    return ", " + Sizes.of(Math.round(rate)) + "/s" + left + retried;
  }

  private long percent() {
    return bytes == 0 ? 100 : done * 100 / bytes;
  }
}
