package io.github.miragemaven.image.ext2;

import java.util.Map;
import java.util.TreeMap;

/** A directory under construction. */
final class DraftDirectory implements DraftNode {

  /** The maximum link count of a directory: {@code EXT2_LINK_MAX}. */
  static final int EXT2_LINK_MAX = 32_000;

  private final Map<FileName, DraftNode> children = new TreeMap<>();
  private final int permissions;
  private int subdirectories;

  DraftDirectory(int permissions) {
    this.permissions = permissions;
  }

  /** Returns the children, ordered by name. */
  Map<FileName, DraftNode> children() {
    return children;
  }

  /** The permissions, as in {@code i_mode}. */
  int permissions() {
    return permissions;
  }

  /** Returns the subdirectory with this name, created if missing; messages refer to the path. */
  DraftDirectory directory(FileName name, String path, int newPermissions) throws Ext2Exception {
    DraftNode known = children.get(name);
    if (known instanceof DraftDirectory directory) {
      return directory;
    }
    if (known != null) {
      throw new Ext2Exception(
          "The image cannot contain %s: %s is already a regular file."
              .formatted(FileName.shown(path), FileName.shown(name.toString())));
    }
    if (2 + subdirectories == EXT2_LINK_MAX) {
      throw new Ext2Exception(
          "The image cannot contain %s: ext2 allows %d directories in one directory."
              .formatted(FileName.shown(path), subdirectories));
    }
    subdirectories++;
    DraftDirectory made = new DraftDirectory(newPermissions);
    children.put(name, made);
    return made;
  }

  /** Adds a regular file; fails if the name is taken. */
  void file(FileName name, RegularFile file) throws Ext2Exception {
    DraftNode known = children.putIfAbsent(name, file);
    if (known != null) {
      throw new Ext2Exception(
          "The image cannot contain %s twice: it is already %s."
              .formatted(
                  FileName.shown(file.path()),
                  known instanceof RegularFile other ? other.source() : "a directory"));
    }
  }
}
