package io.github.miragemaven.image.ext2;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The settings of a file system, which are validated by {@link Ext2Plan}.
 *
 * @param blockSize the block size in bytes: 1024, 2048 or 4096
 * @param size the size of the file system in bytes, a multiple of the block size and at most 1 TiB;
 *     empty for the smallest that holds the content
 * @param uuid the file system's UUID, which must not be the nil UUID
 * @param label the volume name, at most 16 bytes in UTF-8; may be empty
 * @param timestamp the timestamp of the file system and all its inodes, from 1970 to January 2038;
 *     fractions of seconds are ignored
 */
public record Ext2Settings(
    int blockSize, OptionalLong size, UUID uuid, String label, Instant timestamp) {

  /** The maximum size of a file system in bytes. */
  public static final long MAXIMUM_SIZE = 1L << 40;

  private static final UUID NIL = new UUID(0, 0);

  /** Checks that the settings can be represented in the format. */
  void check() throws Ext2Exception {
    if (blockSize != 1024 && blockSize != 2048 && blockSize != 4096) {
      throw new Ext2Exception(
          "An ext2 block has 1024, 2048 or 4096 bytes, but the block size is %s.\nSet <blockSize> (-Dmirage.image.blockSize=…) to one of these."
              .formatted(blockSize));
    }
    if (label.getBytes(StandardCharsets.UTF_8).length > Superblock.VOLUME_NAME_LENGTH
        || label.indexOf('\0') >= 0) {
      throw new Ext2Exception(
          "The volume label \"%s\" must have no NUL and at most %d bytes in UTF-8."
              .formatted(FileName.shown(label), Superblock.VOLUME_NAME_LENGTH));
    }
    long seconds = timestamp.getEpochSecond();
    if (seconds < 0 || seconds > Integer.MAX_VALUE) {
      throw new Ext2Exception(
          "ext2 stores times from 1970 to January 2038, but the timestamp is %s."
              .formatted(timestamp));
    }
    if (uuid.equals(NIL)) {
      throw new Ext2Exception("The nil UUID cannot identify a file system.");
    }
    if (size.isPresent()) {
      checkSize(size.getAsLong());
    }
  }

  private void checkSize(long bytes) throws Ext2Exception {
    if (bytes > MAXIMUM_SIZE) {
      throw new Ext2Exception(
          "The image's size is set to %d bytes, but the maximum is %d (1 TiB).%nSet a smaller <size> (-Dmirage.image.size=…)."
              .formatted(bytes, MAXIMUM_SIZE));
    }
    if (bytes <= 0 || bytes % blockSize != 0) {
      throw new Ext2Exception(
          "The image's size is set to %d bytes, which is not a multiple of its block size %d.%nSet <size> (-Dmirage.image.size=…) to one that is, such as 10 MiB."
              .formatted(bytes, blockSize));
    }
  }

  /** Returns the timestamp in seconds since 1970. */
  int seconds() {
    return (int) timestamp.getEpochSecond();
  }
}
