package io.github.miragemaven.image.ext2;

/**
 * A regular file of the tree.
 *
 * @param path where it lies in the file system
 * @param source where its content comes from
 * @param size the content's bytes, as the source said when the file entered the tree
 */
record RegularFile(String path, ByteSource source, long size) implements DraftNode {

  /** Who may do what, as in {@code i_mode}. */
  static final int PERMISSIONS = 0644;

  /** The greatest size of a file, in bytes. */
  static final long MAXIMUM_SIZE = 1L << 31;

  /** Beyond this size a reader must understand {@code large_file}. */
  static final long GREATEST_SMALL_SIZE = Integer.MAX_VALUE;
}
