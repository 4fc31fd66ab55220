package io.github.miragemaven.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An image that is ready to be uploaded.
 *
 * @param image the image's blocks
 * @param manifest the image's manifest
 * @param parent the snapshot that the upload is based on
 * @param layout the layout of the new volume
 */
record PreparedUpload(
    ImageBlocks image, Manifest manifest, Optional<Parent> parent, VolumeLayout layout)
    implements Closeable {

  /**
   * A parent snapshot.
   *
   * @param id its ID
   * @param gib the size of its volume in GiB
   * @param manifest the manifest of its image
   */
  record Parent(String id, int gib, Manifest manifest) {}

  /** Opens an image. */
  static PreparedUpload open(Path image, Manifest manifest, Optional<Parent> parent)
      throws IOException {
    return new PreparedUpload(
        ImageBlocks.open(image),
        manifest,
        parent,
        VolumeLayout.of(manifest.imageSize(), parent.map(Parent::gib).orElse(1)));
  }

  /** Returns the content of the new volume. */
  VolumeContent content() {
    return new VolumeContent(layout, image, manifest);
  }

  /** Selects the blocks to write. */
  WritePlan plan(boolean encrypted) throws IOException {
    return parent.isPresent()
        ? WritePlan.incremental(
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
