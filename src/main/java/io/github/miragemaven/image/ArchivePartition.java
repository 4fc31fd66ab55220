package io.github.miragemaven.image;

import io.github.miragemaven.archive.SiteArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The partition that contains a site's archive. It is aligned to 1 MiB, two blocks of an EBS
 * snapshot, and so is its size.
 *
 * @param archive the archive, which starts at the partition's first byte
 * @param start the partition's start on the disk in bytes
 */
record ArchivePartition(SiteArchive archive, long start) {

  private static final int MIB = 1 << 20;

  /** Ranges of zeros of this size are left as holes. */
  private static final int PIECE = 1 << 16;

  private static final byte[] ZEROS = new byte[PIECE];

  /** Returns the partition after a file system that ends here. */
  static ArchivePartition after(long end, SiteArchive archive) {
    return new ArchivePartition(archive, aligned(end));
  }

  /** Returns the partition's size in bytes. */
  long size() {
    return aligned(archive.size());
  }

  /** Returns the partition's end on the disk in bytes. */
  long end() {
    return start + size();
  }

  /**
   * Copies the archive to the disk, which must be empty from the partition's start on.
   *
   * @throws ImageException if the archive is not as large as when it was written
   */
  void write(FileChannel disk) throws ImageException, IOException {
    byte[] bytes = new byte[MIB];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long position = 0;
    try (FileChannel in = FileChannel.open(archive.file())) {
      while (in.read(buffer) >= 0) {
        if (!buffer.hasRemaining()) {
          writePieces(disk, start + position, bytes, buffer.position());
          position += MIB;
          buffer.clear();
        }
      }
    }
    long size = position + buffer.position();
    writePieces(disk, start + position, bytes, buffer.position());
    if (size != archive.size()) {
      throw new ImageException(
          "The archive %s has %d bytes instead of %d.%nRun mvn package to write it again."
              .formatted(archive.file(), size, archive.size()));
    }
  }

  private static void writePieces(FileChannel disk, long position, byte[] bytes, int end)
      throws IOException {
    for (int from = 0; from < end; from += PIECE) {
      int to = Math.min(from + PIECE, end);
      if (!Arrays.equals(bytes, from, to, ZEROS, 0, to - from)) {
        ByteBuffer piece = ByteBuffer.wrap(bytes, from, to - from);
        while (piece.hasRemaining()) {
          disk.write(piece, position + piece.position());
        }
      }
    }
  }

  private static long aligned(long bytes) {
    return (bytes + MIB - 1) / MIB * MIB;
  }
}
