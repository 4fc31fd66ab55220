package io.github.miragemaven.snapshot;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file as blocks of {@value Block#SIZE} bytes, the last one filled up with zeros. Blocks are read
 * when they are asked for, in any order and from any number of threads; nothing is kept.
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

  /** The file's size in bytes. */
  long size() {
    return size;
  }

  /** How many blocks it has. */
  int count() {
    return Block.count(size);
  }

  /** Fills the buffer, which has a block's size, with a block's bytes, ready to be read. */
  void read(int index, ByteBuffer block) throws IOException {
    block.clear();
    fill((long) index * Block.SIZE, block);
    block.flip();
  }

  /** Opens a block's bytes, which are read from the file as they are asked for. */
  InputStream open(int index) {
    return new BufferedInputStream(new BlockStream((long) index * Block.SIZE), BUFFER);
  }

  /** Fills the buffer with the file's bytes, and with zeros after its end. */
  private void fill(long from, ByteBuffer into) throws IOException {
    long position = from;
    while (into.hasRemaining()) {
      int read = file.read(into, position);
      if (read < 0) {
        break;
      }
      position += read;
    }
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private final class BlockStream extends InputStream {

    private final long end;
    private long position;

    BlockStream(long position) {
      this.position = position;
      this.end = position + Block.SIZE;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (position == end && length > 0) {
        return -1;
      }
      int count = (int) Math.min(length, end - position);
      fill(position, ByteBuffer.wrap(into, offset, count));
      position += count;
      return count;
    }
  }
}
