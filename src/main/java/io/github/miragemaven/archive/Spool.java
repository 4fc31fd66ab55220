package io.github.miragemaven.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** A temporary file for compressed copies. Thread-safe. */
final class Spool implements Closeable {

  private final FileChannel channel;
  private final AtomicLong end = new AtomicLong();

  /** Creates the file in this directory. It is deleted when the spool is closed. */
  Spool(Path directory) throws IOException {
    Files.createDirectories(directory);
    channel =
        FileChannel.open(
            Files.createTempFile(directory, "gzip", ".tmp"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Appends bytes and returns their position. */
  long append(byte[] bytes, int length) throws IOException {
    long position = end.getAndAdd(length);
    ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
    while (from.hasRemaining()) {
      channel.write(from, position + from.position());
    }
    return position;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
