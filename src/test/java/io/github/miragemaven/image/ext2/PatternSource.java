package io.github.miragemaven.image.ext2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/**
 * Content that looks random but follows from a seed, so that any amount of it can be compared
 * without being kept. No two blocks of it are alike.
 *
 * @param size its bytes
 * @param seed what tells it from others
 */
record PatternSource(long size, long seed) implements ByteSource {

  @Override
  public ReadableByteChannel open() {
    return new Channel();
  }

  private final class Channel implements ReadableByteChannel {

    private final ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long position;
    private boolean open = true;

    @Override
    public int read(ByteBuffer target) {
      if (position == size) {
        return -1;
      }
      ByteOrder order = target.order();
      target.order(ByteOrder.LITTLE_ENDIAN);
      int start = target.position();
      while (target.hasRemaining() && position < size) {
        if (position % Long.BYTES == 0
            && target.remaining() >= Long.BYTES
            && size - position >= Long.BYTES) {
          target.putLong(wordAt(position));
          position += Long.BYTES;
        } else {
          word.putLong(0, wordAt(position));
          target.put(word.get((int) (position % Long.BYTES)));
          position++;
        }
      }
      target.order(order);
      return target.position() - start;
    }

    /** The eight bytes around a position, scrambled as in SplitMix64 (Steele et al., 2014). */
    private long wordAt(long where) {
      long z = seed + (where / Long.BYTES + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
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
