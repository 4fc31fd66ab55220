package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/** What each block of the new volume holds. */
final class VolumeContent {

  private final VolumeLayout layout;
  private final ImageBlocks image;
  private final Manifest manifest;

  VolumeContent(VolumeLayout layout, ImageBlocks image, Manifest manifest) {
    this.layout = layout;
    this.image = image;
    this.manifest = manifest;
  }

  /** The digest of a block. */
  byte[] digest(int block) throws IOException {
    if (layout.isImage(block)) {
      return manifest.digest(block);
    }
    OptionalInt piece = layout.pieceIn(block);
    return piece.isPresent()
        ? Sha256.digest().digest(manifest.piece(piece.getAsInt()))
        : Block.zeroDigest();
  }

  /**
   * Opens the bytes of a block, {@value Block#SIZE} of them.
   *
   * @throws UncheckedIOException if the manifest cannot be read
   */
  InputStream open(int block) {
    try {
      if (layout.isImage(block) && !Block.isZero(manifest.digest(block))) {
        return image.open(block);
      }
      OptionalInt piece = layout.pieceIn(block);
      return piece.isPresent()
          ? new ByteArrayInputStream(manifest.piece(piece.getAsInt()))
          : Block.zeros();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
