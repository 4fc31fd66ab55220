package io.github.miragemaven.local.http;

import io.github.miragemaven.snapshot.FileRange;
import java.io.InputStream;
import java.nio.channels.FileChannel;

/** A request body that is too large for memory, in a file. */
final class SpooledBody extends Body {

  private final FileChannel file;
  private final long length;

  /** Wraps the first bytes of a file. */
  SpooledBody(FileChannel file, long length) {
    super(new byte[0], 0);
    this.file = file;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return new FileRange(file, 0, length);
  }
}
