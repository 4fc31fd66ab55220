package io.github.miragemaven.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures the stages of a guest's boot. Thread-safe. */
final class BootTimes {

  private final long start = System.nanoTime();
  private final Optional<Guest.Loader> boot;
  private Optional<Duration> loader = Optional.empty();
  private Optional<Duration> kernel = Optional.empty();
  private Optional<Duration> site = Optional.empty();
  private boolean loading;

  /**
   * Starts the clock.
   *
   * @param boot the boot loader that prints before the kernel; empty if none does
   */
  BootTimes(Optional<Guest.Loader> boot) {
    this.boot = boot;
    this.loading = boot.isPresent();
  }

  /** Records a line of the guest's console. */
  synchronized void line(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return;
    }
    if (!loading) {
      kernel = kernel.or(() -> Optional.of(elapsed()));
      return;
    }
    if (text.equals(boot.orElseThrow().first())) {
      loader = loader.or(() -> Optional.of(elapsed()));
    }
    loading = !text.equals(boot.orElseThrow().last());
  }

  /** Returns whether the boot loader or the kernel has printed anything. */
  synchronized boolean printed() {
    return loader.isPresent() || kernel.isPresent();
  }

  /** Returns whether the kernel has printed anything. */
  synchronized boolean kernelPrinted() {
    return kernel.isPresent();
  }

  /** Returns whether the site has answered. */
  synchronized boolean siteAnswered() {
    return site.isPresent();
  }

  /** Records the site's first answer. */
  synchronized void answered() {
    site = site.or(() -> Optional.of(elapsed()));
  }

  /** Returns the time since the start. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Returns a summary of the recorded times for messages. */
  synchronized String summary() {
    List<String> known = new ArrayList<>();
    loader.ifPresent(time -> known.add("loader after " + seconds(time)));
    kernel.ifPresent(time -> known.add("kernel's first line after " + seconds(time)));
    site.ifPresent(time -> known.add("site answered after " + seconds(time)));
    return known.isEmpty()
        ? "the guest printed nothing for " + seconds(elapsed())
        : String.join(", ", known);
  }

  /** Formats a duration to a tenth of a second. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }
}
