package io.github.miragemaven.image.ext2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where the content of a regular file comes from. Its {@code toString()} names it in messages.
 *
 * <p>The size is asked for once, when the file enters a tree; the bytes are read once for each time
 * that the tree is written.
 */
public interface ByteSource {

  /** The number of bytes that {@link #open()} gives. */
  long size() throws Ext2Exception, IOException;

  /** A channel at the first byte; whoever opens it closes it. */
  ReadableByteChannel open() throws IOException;

  /** These bytes, copied now. */
  static ByteSource of(byte[] bytes) {
    byte[] kept = bytes.clone();
    return new ByteSource() {
      @Override
      public long size() {
        return kept.length;
      }

      @Override
      public ReadableByteChannel open() {
        return Channels.newChannel(new ByteArrayInputStream(kept));
      }

      @Override
      public String toString() {
        return kept.length + " bytes in memory";
      }
    };
  }

  /** The content of a regular file, or of the one that a symbolic link leads to. */
  static ByteSource of(Path file) {
    return new ByteSource() {
      @Override
      public long size() throws Ext2Exception, IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
          throw new Ext2Exception(file + " is not a regular file, so it has no content to copy.");
        }
        return attributes.size();
      }

      @Override
      public ReadableByteChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
      }

      @Override
      public String toString() {
        return file.toString();
      }
    };
  }
}
