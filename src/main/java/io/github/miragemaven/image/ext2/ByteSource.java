package io.github.miragemaven.image.ext2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Supplies the content of a regular file. Its {@code toString()} names it in messages.
 *
 * <p>The size is asked for once, when the file enters a tree; the bytes are read once for each time
 * that the tree is written.
 */
public interface ByteSource {

  /** The number of bytes that {@link #open()} gives. */
  long size() throws Ext2Exception, IOException;

  /** The bytes from the first on; whoever opens them closes them. */
  InputStream open() throws IOException;

  /** These bytes, copied now. */
  static ByteSource of(byte[] bytes) {
    byte[] kept = bytes.clone();
    return new ByteSource() {
      @Override
      public long size() {
        return kept.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(kept);
      }

      @Override
      public String toString() {
        return kept.length + " bytes in memory";
      }
    };
  }

  /** The content of a regular file on a disk, or of the one that a symbolic link leads to. */
  static ByteSource of(Path file) {
    return new FileSource(file, Optional.empty());
  }

  /** The same for a file whose attributes are at hand, which saves asking for them again. */
  static ByteSource of(Path file, BasicFileAttributes attributes) {
    return new FileSource(file, Optional.of(attributes));
  }
}
