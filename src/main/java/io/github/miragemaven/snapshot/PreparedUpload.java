package io.github.miragemaven.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An image that is ready to be uploaded, with what the snapshot below it holds. */
final class PreparedUpload implements Closeable {

  private final ImageBlocks image;
  private final Manifest manifest;
  private final Optional<Parent> parent;
  private final VolumeLayout layout;

  /**
   * A snapshot that an upload goes on top of.
   *
   * @param gib the size of its volume
   */
  record Parent(String id, int gib, Manifest manifest) {}

  PreparedUpload(Path image, Manifest manifest, Optional<Parent> parent) throws IOException {
    this.image = ImageBlocks.open(image);
    this.manifest = manifest;
    this.parent = parent;
    this.layout = VolumeLayout.of(manifest.imageSize(), parent.map(Parent::gib).orElse(1));
  }

  /** The manifest of the image. */
  Manifest manifest() {
    return manifest;
  }

  /** The snapshot below. */
  Optional<Parent> parent() {
    return parent;
  }

  /** What lies where on the new volume. */
  VolumeLayout layout() {
    return layout;
  }

  /** What each block of the new volume holds. */
  VolumeContent content() {
    return new VolumeContent(layout, image, manifest);
  }

  /** Which blocks are sent. */
  WritePlan plan(boolean encrypted) throws IOException {
    return parent.isPresent()
        ? WritePlan.onTopOf(
            parent.get().manifest(), parent.get().gib(), manifest, layout, encrypted)
        : WritePlan.full(layout, encrypted);
  }

  @Override
  public void close() throws IOException {
    image.close();
    manifest.close();
    if (parent.isPresent()) {
      parent.get().manifest().close();
    }
  }
}
