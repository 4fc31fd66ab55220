package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** The content of a file of any size, which is streamed. */
final class LargeContent implements Content, Closeable {

  private final RegularFile file;
  private final int blockSize;
  private final InputStream stream;
  private final ReadableByteChannel in;
  private long rest;

  /** Opens the file's source. */
  LargeContent(RegularFile file, int blockSize) throws Ext2Exception, IOException {
    this.file = file;
    this.blockSize = blockSize;
    this.rest = file.size();
    this.stream = file.open();
    this.in = Channels.newChannel(stream);
  }

  @Override
  public void writeNext(ImageOutput out, long blocks) throws Ext2Exception, IOException {
    long room = blocks * blockSize;
    while (room > 0 && rest > 0) {
      int count = out.read(in, Math.min(room, rest));
      if (count < 0) {
        throw file.changed("it is shorter by " + rest + " bytes");
      }
      room -= count;
      rest -= count;
    }
    out.claim(Math.toIntExact(room));
  }

  /** Checks that the source has no more bytes. */
  void requireEnd() throws Ext2Exception, IOException {
    if (in.read(ByteBuffer.allocate(1)) > 0) {
      throw file.changed("it is longer");
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
