package io.github.miragemaven.image.ext2;

import java.util.List;

/**
 * A directory of an {@link Ext2Tree}.
 *
 * @param parent the number of the parent directory, which for the root is the root
 * @param firstDirectory the number of the first subdirectory; the others follow in entry order
 * @param firstFile the number of the first regular file; the others follow in entry order
 * @param subdirectories the number of entries that are directories
 * @param permissions the permissions, as in {@code i_mode}
 * @param entries the entries, ordered by name
 */
record Directory(
    int parent,
    int firstDirectory,
    int firstFile,
    int subdirectories,
    int permissions,
    List<Entry> entries) {

  /**
   * An entry of a directory.
   *
   * @param name the entry's name
   * @param type the type of the entry's inode
   */
  record Entry(FileName name, FileType type) {}

  /**
   * Returns the link count: the entry in the parent, {@code .}, and {@code ..} of each
   * subdirectory.
   */
  int links() {
    return 2 + subdirectories;
  }
}
