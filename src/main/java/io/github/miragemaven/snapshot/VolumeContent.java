package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalInt;

/**
 * The content of a new volume.
 *
 * @param layout the layout of the volume
 * @param image the image's blocks
 * @param manifest the image's manifest
 */
record VolumeContent(VolumeLayout layout, ImageBlocks image, Manifest manifest) {

  /** Returns the digest of a block. */
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
   * Opens a stream of a block's bytes.
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
          : Block.zeros(Block.SIZE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
