package io.github.miragemaven.image.ext2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Supplies the content of a regular file. Messages identify it by {@code toString()}.
 *
 * <p>The size is read once, when the file is added to a tree; the content is read once each time
 * the tree is written.
 */
public interface ByteSource {

  /** Returns the number of bytes of the content. */
  long size() throws Ext2Exception, IOException;

  /** Opens a stream of the content, which the caller closes. */
  InputStream open() throws IOException;

  /** Returns a source of these bytes, which are copied. */
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

  /** Returns a source of a regular file's content; symbolic links are followed. */
  static ByteSource of(Path file) {
    return new FileSource(file);
  }
}
