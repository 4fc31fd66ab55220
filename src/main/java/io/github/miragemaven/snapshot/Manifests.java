package io.github.miragemaven.snapshot;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The manifest of the image at hand, kept from one deployment to the next. */
final class Manifests {

  private final Path directory;
  private final Progress progress;

  Manifests(Path directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /** The image's manifest; its blocks are digested if they have not been yet. */
  Manifest of(DiskImage image) throws IOException {
    Path file = directory.resolve("image.manifest");
    Optional<Manifest> kept = Manifest.open(file);
    if (kept.isPresent()) {
      if (kept.get().image().equals(image.digest())) {
        return kept.get();
      }
      kept.get().close();
    }
    Files.createDirectories(directory);
    Path aside = Files.createTempFile(directory, "image", ".tmp");
    try (ImageBlocks blocks = ImageBlocks.open(image.file());
        var gauge = progress.gauge("digesting", blocks.size())) {
      Manifest.write(aside, new BlockDigests(blocks, gauge::add), image.digest()).close();
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
    return Manifest.open(file)
        .orElseThrow(() -> new IOException(file + " changed while it was read"));
  }
}
