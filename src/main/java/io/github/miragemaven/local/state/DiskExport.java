package io.github.miragemaven.local.state;

import io.github.miragemaven.local.state.Blocks.Block;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;

/**
 * Writes a snapshot as the disk of a volume created from it. Unwritten blocks read as zeros, or as
 * random bytes if the volume is encrypted, as on EC2.
 */
public final class DiskExport {

  private final Blocks blocks;

  /** Creates an export from a block store. */
  public DiskExport(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Writes a snapshot to a sparse file. */
  public void write(Snapshot snapshot, Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (int index = 0; index < snapshot.blockCount(); index++) {
        Optional<Block> block = blocks.find(snapshot.id(), index);
        if (block.isPresent() && !block.get().isZeros()) {
          write(out, index, blocks.read(snapshot.id(), index).orElseThrow());
        } else if (block.isEmpty() && snapshot.encrypted()) {
          byte[] noise = new byte[Snapshot.BLOCK_SIZE];
          new Random(31L * snapshot.id().hashCode() + index).nextBytes(noise);
          write(out, index, noise);
        }
      }
      // Writing the last byte extends the file to the size of the volume.
      long size = (long) snapshot.blockCount() * Snapshot.BLOCK_SIZE;
      if (out.size() < size) {
        out.write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  private static void write(FileChannel out, int index, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long start = (long) index * Snapshot.BLOCK_SIZE;
    while (buffer.hasRemaining()) {
      out.write(buffer, start + buffer.position());
    }
  }
}
