package io.github.miragemaven.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

  /** A block's bytes, read when its reader asks for them and straight to where it wants them. */
  ReadableByteChannel open(int index) {
    return new BlockChannel((long) index * Block.SIZE);
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

  private final class BlockChannel implements ReadableByteChannel {

    private final long end;
    private long position;
    private boolean open = true;

    BlockChannel(long position) {
      this.position = position;
      this.end = position + Block.SIZE;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (!open) {
        throw new ClosedChannelException();
      }
      if (position == end) {
        return into.hasRemaining() ? -1 : 0;
      }
      int count = (int) Math.min(into.remaining(), end - position);
      ByteBuffer part = into.slice(into.position(), count);
      fill(position, part);
      while (part.hasRemaining()) {
        part.put((byte) 0);
      }
      into.position(into.position() + count);
      position += count;
      return count;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
