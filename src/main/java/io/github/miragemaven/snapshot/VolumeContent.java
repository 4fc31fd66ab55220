package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;

/** What each block of the new volume holds. */
final class VolumeContent {

  private static final byte[] ZEROS = new byte[Block.SIZE];

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

  /** The bytes of a block, {@value Block#SIZE} of them. */
  InputStream stream(int block) throws IOException {
    if (layout.isImage(block)) {
      return Block.isZero(manifest.digest(block)) ? zeros() : image.stream(block);
    }
    OptionalInt piece = layout.pieceIn(block);
    return piece.isPresent() ? new ByteArrayInputStream(manifest.piece(piece.getAsInt())) : zeros();
  }

  private static InputStream zeros() {
    return new ByteArrayInputStream(ZEROS);
  }
}
