package io.github.miragemaven.snapshot;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a file in blocks of {@value Block#SIZE} bytes; the last block is padded with zeros. Blocks
 * can be read in any order and by any number of threads. Nothing is cached.
 */
final class ImageBlocks implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final long size;

  private ImageBlocks(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  static ImageBlocks open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    return new ImageBlocks(file, file.size());
  }

  /** Returns the file's size in bytes. */
  long size() {
    return size;
  }

  /** Returns the number of blocks. */
  int count() {
    return Block.count(size);
  }

  /** Reads a block into a buffer of a block's size, and flips the buffer. */
  void read(int index, ByteBuffer block) throws IOException {
    block.clear();
    long start = (long) index * Block.SIZE;
    while (block.hasRemaining() && file.read(block, start + block.position()) >= 0) {}
    while (block.hasRemaining()) {
      block.put((byte) 0);
    }
    block.flip();
  }

  /** Opens a stream that reads a block from the file on demand. */
  InputStream open(int index) {
    long start = (long) index * Block.SIZE;
    int length = (int) Math.min(Block.SIZE, size - start);
    return new BufferedInputStream(
        new SequenceInputStream(
            new FileRange(file, start, length), Block.zeros(Block.SIZE - length)),
        BUFFER);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
