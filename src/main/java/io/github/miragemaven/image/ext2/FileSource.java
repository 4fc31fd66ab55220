package io.github.miragemaven.image.ext2;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The content of a file on disk. */
record FileSource(Path file) implements ByteSource {

  @Override
  public long size() throws Ext2Exception, IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new Ext2Exception(
          "%s is not a regular file, so it has no content to copy.".formatted(file));
    }
    return attributes.size();
  }

  /**
   * Opens a {@link FileInputStream}, which takes less than half the time of {@link
   * Files#newInputStream}.
   */
  @Override
  public InputStream open() throws IOException {
    return new FileInputStream(file.toFile());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
