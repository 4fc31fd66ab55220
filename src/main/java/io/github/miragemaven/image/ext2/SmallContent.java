package io.github.miragemaven.image.ext2;

import java.io.IOException;
import java.io.InputStream;

/** The content of a small file, which is read at once. */
final class SmallContent implements Content {

  /** Up to this size, reading a file at once is faster than streaming it. */
  static final int MAXIMUM_SIZE = 1 << 16;

  private final byte[] bytes;
  private final int size;
  private final int blockSize;
  private int position;

  /** Reads a file of at most {@value #MAXIMUM_SIZE} bytes. */
  SmallContent(RegularFile file, int blockSize) throws Ext2Exception, IOException {
    this.size = (int) file.size();
    this.blockSize = blockSize;
    this.bytes = new byte[size + 1];
    try (InputStream in = file.open()) {
      int count = in.readNBytes(bytes, 0, size + 1);
      if (count > size) {
        throw file.changed("it is longer");
      }
      if (count < size) {
        throw file.changed("it is shorter by " + (size - count) + " bytes");
      }
    }
  }

  @Override
  public void writeNext(ImageOutput out, long blocks) throws IOException {
    int room = Math.toIntExact(blocks * blockSize);
    int count = Math.min(room, size - position);
    out.put(bytes, position, count);
    out.claim(room - count);
    position += count;
  }
}
