package io.github.miragemaven.snapshot;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    Files.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, "image", ".tmp");
    try (ImageBlocks blocks = ImageBlocks.open(image.file());
        var gauge = progress.gauge("digesting", blocks.size())) {
      Manifest.write(temporary, new BlockDigests(blocks, gauge::add), image.digest());
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return Manifest.open(file)
        .orElseThrow(() -> new IOException(file + " was changed by another process"));
  }
}
