package io.github.miragemaven.snapshot;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
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

  /** The bytes of a block, {@value Block#SIZE} of them. */
  ReadableByteChannel open(int block) throws IOException {
    if (layout.isImage(block) && !Block.isZero(manifest.digest(block))) {
      return image.open(block);
    }
    OptionalInt piece = layout.pieceIn(block);
    return new BufferChannel(
        piece.isPresent() ? ByteBuffer.wrap(manifest.piece(piece.getAsInt())) : Block.zeros());
  }
}
