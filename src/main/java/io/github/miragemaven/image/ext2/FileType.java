package io.github.miragemaven.image.ext2;

/**
 * A type of inode: the {@code file_type} of directory entries and the format bits of {@code
 * i_mode}.
 */
enum FileType {
  /** A regular file: {@code EXT2_FT_REG_FILE}, {@code EXT2_S_IFREG}. */
  REGULAR(1, 0x8000),
  /** A directory: {@code EXT2_FT_DIR}, {@code EXT2_S_IFDIR}. */
  DIRECTORY(2, 0x4000);

  private final int entryType;
  private final int format;

  FileType(int entryType, int format) {
    this.entryType = entryType;
    this.format = format;
  }

  /** Returns the {@code file_type} of a directory entry. */
  byte entryType() {
    return (byte) entryType;
  }

  /** Returns the {@code i_mode} of an inode of this type with these permissions. */
  short mode(int permissions) {
    return (short) (format | permissions);
  }
}
