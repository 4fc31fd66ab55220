package io.github.miragemaven.image.ext2;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Pseudorandom content derived from a seed, so that large amounts can be compared without storing
 * them. All blocks differ.
 *
 * @param size the size in bytes
 * @param seed the seed of the content
 */
record PatternSource(long size, long seed) implements ByteSource {

  @Override
  public InputStream open() {
    return new Pattern();
  }

  private final class Pattern extends InputStream {

    private long position;

    @Override
    public int read() {
      return position == size ? -1 : byteAt(position++) & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int most) {
      if (position == size && most > 0) {
        return -1;
      }
      int count = (int) Math.min(most, size - position);
      ByteBuffer bytes = ByteBuffer.wrap(target, from, count).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (position % Long.BYTES == 0 && bytes.remaining() >= Long.BYTES) {
          bytes.putLong(wordAt(position));
          position += Long.BYTES;
        } else {
          bytes.put(byteAt(position++));
        }
      }
      return count;
    }

    private byte byteAt(long where) {
      return (byte) (wordAt(where) >>> (where % Long.BYTES * Byte.SIZE));
    }

    /** Returns the eight bytes around a position, mixed as in SplitMix64 (Steele et al., 2014). */
    private long wordAt(long where) {
      long z = seed + (where / Long.BYTES + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }
}
