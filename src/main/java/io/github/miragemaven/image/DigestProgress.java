package io.github.miragemaven.image;

import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Logs the progress of computing a large image's digest every few seconds. */
final class DigestProgress implements LongConsumer {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Progress progress;
  private final long size;
  private Instant next = Instant.now().plus(INTERVAL);

  DigestProgress(Progress progress, Path file) throws IOException {
    this.progress = progress;
    this.size = Files.size(file);
  }

  @Override
  public void accept(long bytes) {
    Instant now = Instant.now();
    if (now.isAfter(next)) {
      next = now.plus(INTERVAL);
      progress.info(
          String.format(
              Locale.ROOT,
              "digest of the image: %s of %s (%d %%)",
              Sizes.of(bytes),
              Sizes.of(size),
              100 * bytes / size));
    }
  }
}
