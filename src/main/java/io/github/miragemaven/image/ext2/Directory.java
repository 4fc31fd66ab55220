package io.github.miragemaven.image.ext2;

import java.util.List;

/**
 * A directory of the tree.
 *
 * @param parent the number of the directory that holds it; the root holds itself
 * @param firstDirectory the number of its first subdirectory; the others follow, in entry order
 * @param firstFile the number of its first regular file; the others follow, in entry order
 * @param subdirectories how many of its entries are directories
 * @param permissions the permissions, as in {@code i_mode}
 * @param entries what it holds, in the order of the names
 */
record Directory(
    int parent,
    int firstDirectory,
    int firstFile,
    int subdirectories,
    int permissions,
    List<Entry> entries) {

  /**
   * A name in a directory and what it stands for.
   *
   * @param name the entry's name
   * @param type what it names
   */
  record Entry(FileName name, FileType type) {}

  /**
   * The directory's link count: its own entry, its {@code .}, and each subdirectory's {@code ..}.
   */
  int links() {
    return 2 + subdirectories;
  }
}
