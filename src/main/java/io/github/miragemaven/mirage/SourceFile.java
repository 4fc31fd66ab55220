package io.github.miragemaven.mirage;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file to copy into the unikernel's directory.
 *
 * @param digest the digest of its content
 * @param content supplies its content
 */
record SourceFile(Sha256 digest, Content content) {

  /** Supplies a file's content. */
  @FunctionalInterface
  interface Content {

    /** Writes the content to a new file. */
    void copyTo(Path file) throws IOException;
  }
}
