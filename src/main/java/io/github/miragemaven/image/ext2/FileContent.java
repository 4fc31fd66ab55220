package io.github.miragemaven.image.ext2;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The content of a regular file, read as it is written. */
final class FileContent implements Content, Closeable {

  private final RegularFile file;
  private final int blockSize;
  private final ReadableByteChannel in;
  private long rest;

  /** Opens the file's source. */
  FileContent(RegularFile file, int blockSize) throws Ext2Exception, IOException {
    this.file = file;
    this.blockSize = blockSize;
    this.rest = file.size();
    try {
      this.in = file.source().open();
    } catch (NoSuchFileException e) {
      throw changed("it is no longer there");
    } catch (AccessDeniedException e) {
      throw new Ext2Exception(
          "The file " + file.source() + " cannot be read; see to its permissions.");
    }
  }

  @Override
  public void writeNext(ImageOutput out, long blocks) throws Ext2Exception, IOException {
    long room = blocks * blockSize;
    while (room > 0 && rest > 0) {
      int count = out.read(in, Math.min(room, rest));
      if (count < 0) {
        throw changed("it is shorter by " + rest + " bytes");
      }
      room -= count;
      rest -= count;
    }
    out.claim((int) room);
  }

  /** Makes sure that the source has nothing more to give. */
  void requireEnd() throws Ext2Exception, IOException {
    if (in.read(ByteBuffer.allocate(1)) > 0) {
      throw changed("it is longer");
    }
  }

  private Ext2Exception changed(String how) {
    return new Ext2Exception(
        String.format(
            "The file %s changed while the image was written: it had %d bytes, and %s now.%n"
                + "It is %s in the image. Build again once nothing writes to it.",
            file.source(), file.size(), how, file.path()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
