package io.github.miragemaven.image.ext2;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A regular file of an {@link Ext2Tree}.
 *
 * @param path its path in the file system
 * @param source supplies its content
 * @param size the size in bytes when the file was added to the tree
 */
record RegularFile(String path, ByteSource source, long size) implements DraftNode {

  /** The permissions, as in {@code i_mode}. */
  static final int PERMISSIONS = 0644;

  /** The maximum size of a file in bytes. */
  static final long MAXIMUM_SIZE = 1L << 31;

  /** Larger files require the feature {@code large_file}. */
  static final long GREATEST_SMALL_SIZE = Integer.MAX_VALUE;

  /** Opens the content, which the caller closes. */
  InputStream open() throws Ext2Exception, IOException {
    try {
      return source.open();
    } catch (FileNotFoundException e) {
      throw new Ext2Exception(
          "The file %s, to be copied to %s in the image, can no longer be read: %s."
              .formatted(source, path, e.getMessage()));
    }
  }

  /** Returns the failure for content that has changed. */
  Ext2Exception changed(String how) {
    return new Ext2Exception(
        "The file %s changed while the image was written: it had %d bytes, and %s now.%nIt is %s in the image. Build again once nothing writes to it."
            .formatted(source, size, how, path));
  }
}
