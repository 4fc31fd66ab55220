package io.github.miragemaven.mirage;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that belongs into the unikernel's directory.
 *
 * @param digest the digest of its content
 * @param content where its content comes from
 */
record SourceFile(Sha256 digest, Content content) {

  /** A file's content, wherever it lies. */
  @FunctionalInterface
  interface Content {

    /** Writes the content to a file that is not there yet. */
    void copyTo(Path file) throws IOException;
  }
}
