package io.github.miragemaven.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long after its start a guest came how far. Lines and answers may come from two threads. */
final class BootTimes {

  private final long start = System.nanoTime();
  private final Optional<String> lastLoaderLine;
  private Optional<Duration> loader = Optional.empty();
  private Optional<Duration> kernel = Optional.empty();
  private Optional<Duration> site = Optional.empty();
  private boolean loading;

  /**
   * Starts the clock.
   *
   * @param lastLoaderLine the line after which the kernel's own lines come; empty where they are
   *     the first
   */
  BootTimes(Optional<String> lastLoaderLine) {
    this.lastLoaderLine = lastLoaderLine;
    this.loading = lastLoaderLine.isPresent();
  }

  /** Takes note of a line on the guest's console. */
  synchronized void line(String line) {
    if (line.isBlank()) {
      return;
    }
    if (loading) {
      loader = loader.or(() -> Optional.of(elapsed()));
      loading = !line.strip().equals(lastLoaderLine.orElseThrow());
    } else {
      kernel = kernel.or(() -> Optional.of(elapsed()));
    }
  }

  /** Takes note that the site answers. */
  synchronized void answered() {
    site = site.or(() -> Optional.of(elapsed()));
  }

  /** How long it is since the start. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What is known: {@code loader after 0.9 s, kernel after 1.4 s, site after 1.9 s}. */
  synchronized String summary() {
    List<String> known = new ArrayList<>();
    loader.ifPresent(time -> known.add("loader after " + seconds(time)));
    kernel.ifPresent(time -> known.add("kernel's first line after " + seconds(time)));
    site.ifPresent(time -> known.add("site answered after " + seconds(time)));
    return known.isEmpty()
        ? "nothing was printed in " + seconds(elapsed())
        : String.join(", ", known);
  }

  /** A duration to a tenth of a second. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }
}
