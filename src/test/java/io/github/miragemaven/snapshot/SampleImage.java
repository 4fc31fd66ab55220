package io.github.miragemaven.snapshot;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.Kernel;
import io.github.miragemaven.kernel.KernelKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Creates images of blocks that each repeat one byte. */
public final class SampleImage {

  private SampleImage() {}

  /** Writes an image whose blocks repeat these bytes; blocks of zeros are holes. */
  public static Path write(Path file, List<Integer> blocks) throws IOException {
    return write(file, blocks, (long) blocks.size() * Block.SIZE);
  }

  /** Writes an image of a size in bytes; its last block may be incomplete. */
  public static Path write(Path file, List<Integer> blocks, long size) throws IOException {
    Files.deleteIfExists(file);
    byte[] block = new byte[Block.SIZE];
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i) != 0) {
          Arrays.fill(block, blocks.get(i).byteValue());
          long start = (long) i * Block.SIZE;
          channel.write(ByteBuffer.wrap(block, 0, (int) Math.min(Block.SIZE, size - start)), start);
        }
      }
      if (channel.size() < size) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    }
    return file;
  }

  /** Describes an image with a Xen PV kernel. */
  public static DiskImage disk(Path image) throws IOException {
    return disk(image, KernelKind.XEN_PV);
  }

  /** Describes an image with a kernel of a kind. */
  public static DiskImage disk(Path image, KernelKind kind) throws IOException {
    Sha256 digest = Sha256.ofFile(image);
    Kernel kernel = new Kernel(image.resolveSibling("kernel"), kind, 1, digest);
    return new DiskImage(image, Files.size(image), digest, kernel, 1, Optional.empty());
  }

  /** Returns the bytes of the manifest of an image of these blocks. */
  static byte[] manifest(Path image, List<Integer> blocks) throws IOException {
    try (Manifest manifest = manifest(write(image, blocks))) {
      return manifest.piece(0);
    }
  }

  /** Writes and opens the manifest of an image. */
  static Manifest manifest(Path image) throws IOException {
    try (ImageBlocks blocks = ImageBlocks.open(image)) {
      Path file = image.resolveSibling(image.getFileName() + ".manifest");
      Manifest.write(file, new BlockDigests(blocks, bytes -> {}), Sha256.ofFile(image));
      return Manifest.open(file).orElseThrow();
    }
  }
}
