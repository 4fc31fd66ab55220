package io.github.miragemaven.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file as blocks of {@value Block#SIZE} bytes, the last one filled up with zeros. Blocks are read
 * when they are asked for, in any order and from any number of threads; nothing is kept.
 */
final class ImageBlocks implements Closeable {

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
    while (block.hasRemaining()) {
      block.put((byte) 0);
    }
    block.flip();
  }

  /** A block's bytes as a stream, which holds no more of them than its reader asks for. */
  InputStream stream(int index) {
    return new BlockStream((long) index * Block.SIZE);
  }

  /** Reads until the buffer is full or the file ends. */
  private void fill(long from, ByteBuffer into) throws IOException {
    long position = from;
    while (into.hasRemaining()) {
      int read = file.read(into, position);
      if (read < 0) {
        break;
      }
      position += read;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private final class BlockStream extends InputStream {

    private long position;
    private int left = Block.SIZE;

    BlockStream(long position) {
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int wanted = Math.min(length, left);
      ByteBuffer buffer = ByteBuffer.wrap(into, offset, wanted);
      fill(position, buffer);
      Arrays.fill(into, buffer.position(), offset + wanted, (byte) 0);
      position += wanted;
      left -= wanted;
      return wanted;
    }

    @Override
    public int available() {
      return left;
    }
  }
}
