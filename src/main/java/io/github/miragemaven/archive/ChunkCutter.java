package io.github.miragemaven.archive;

import io.github.miragemaven.archive.Representation.Chunk;
import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream into chunks and computes the digests of the chunks and of the whole. */
final class ChunkCutter extends OutputStream {

  /** Receives each chunk. */
  @FunctionalInterface
  interface Sink {

    /** Stores the bytes from 0 to the length, and returns their position. */
    long store(byte[] bytes, int length) throws IOException;
  }

  private final Sink sink;
  private final byte[] buffer = new byte[ArchiveFormat.CHUNK_BYTES];
  private final MessageDigest ofChunk = Sha256.digest();
  private final MessageDigest ofAll = Sha256.digest();
  private List<Chunk> chunks = new ArrayList<>();
  private int filled;
  private long length;

  ChunkCutter(Sink sink) {
    this.sink = sink;
  }

  /** The number of bytes written so far. */
  long length() {
    return length;
  }

  /** Forgets what was written. */
  void reset() {
    chunks = new ArrayList<>();
    filled = 0;
    length = 0;
    ofAll.reset();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int at = offset;
    int left = count;
    while (left > 0) {
      if (filled == buffer.length) {
        cut();
      }
      int part = Math.min(left, buffer.length - filled);
      System.arraycopy(bytes, at, buffer, filled, part);
      filled += part;
      at += part;
      left -= part;
    }
    length += count;
  }

  private void cut() throws IOException {
    ofAll.update(buffer, 0, filled);
    addChunk();
  }

  private void addChunk() throws IOException {
    ofChunk.update(buffer, 0, filled);
    chunks.add(new Chunk(sink.store(buffer, filled), ArchiveFormat.digest(ofChunk)));
    filled = 0;
  }

  /** The representation that consists of all bytes since the last call of {@link #reset}. */
  Representation finish(Encoding encoding) throws IOException {
    if (chunks.isEmpty() && filled > 0) {
      addChunk(); // The only chunk has the digest of the whole.
      return new Representation(encoding, length, chunks.get(0).digest(), chunks);
    }
    if (filled > 0) {
      cut();
    }
    return new Representation(encoding, length, ArchiveFormat.digest(ofAll), chunks);
  }
}
