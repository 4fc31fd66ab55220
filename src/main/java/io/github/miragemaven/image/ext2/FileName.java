package io.github.miragemaven.image.ext2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A directory entry's name in UTF-8; names are ordered by their bytes. */
final class FileName implements Comparable<FileName> {

  /** The maximum length of a name in bytes: {@code name_len} is one byte. */
  static final int EXT2_NAME_LEN = 255;

  /** The directory's entry for itself. */
  static final FileName SELF = new FileName(new byte[] {'.'});

  /** The directory's entry for its parent. */
  static final FileName PARENT = new FileName(new byte[] {'.', '.'});

  private final byte[] utf8;

  private FileName(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** Returns the name in a path's component; messages refer to the path. */
  static FileName of(String component, String path) throws Ext2Exception {
    if (component.isEmpty() || component.equals(".") || component.equals("..")) {
      throw new Ext2Exception(
          "The image cannot contain %s: \"%s\" is not a valid file name."
              .formatted(shown(path), component));
    }
    if (component.indexOf('\0') >= 0) {
      throw new Ext2Exception(
          "The image cannot contain %s: a name contains NUL.".formatted(shown(path)));
    }
    byte[] utf8 = component.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > EXT2_NAME_LEN) {
      throw new Ext2Exception(
          "The image cannot contain %s: a name has %s bytes in UTF-8, and ext2 allows %s."
              .formatted(shown(path), utf8.length, EXT2_NAME_LEN));
    }
    if (!new String(utf8, StandardCharsets.UTF_8).equals(component)) {
      throw new Ext2Exception(
          "The image cannot contain %s: a name is not well-formed Unicode.".formatted(shown(path)));
    }
    return new FileName(utf8);
  }

  /** Returns the path for use in a message, with control characters replaced. */
  static String shown(String path) {
    return path.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  /** Returns the length in bytes. */
  int length() {
    return utf8.length;
  }

  /** Returns the bytes, which the caller must not modify. */
  byte[] bytes() {
    return utf8;
  }

  @Override
  public int compareTo(FileName other) {
    return Arrays.compareUnsigned(utf8, other.utf8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName name && Arrays.equals(utf8, name.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
