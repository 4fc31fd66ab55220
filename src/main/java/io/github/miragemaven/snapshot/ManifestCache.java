package io.github.miragemaven.snapshot;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Computes the manifest of the image, and caches it between deployments. */
final class ManifestCache {

  private ManifestCache() {}

  /** Returns the manifest of an image. */
  static Manifest manifest(DiskImage image, Path directory, Progress progress) throws IOException {
    Path file = directory.resolve("image.manifest");
    Optional<Manifest> cached = Manifest.open(file);
    if (cached.isPresent()) {
      if (cached.get().image().equals(image.digest())) {
        return cached.get();
      }
      cached.get().close();
    }
    try (ImageBlocks blocks = ImageBlocks.open(image.file());
        var gauge = progress.gauge("digesting", blocks.size())) {
      Replacement.of(
          file,
          temporary ->
              Manifest.write(temporary, new BlockDigests(blocks, gauge::add), image.digest()));
    }
    return Manifest.open(file)
        .orElseThrow(() -> new IOException(file + " was changed by another process"));
  }
}
