package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.service.ServiceError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a body in the encoding {@code aws-chunked}: chunks preceded by their lengths, the last of
 * length 0, and trailers (Amazon S3 API Reference, "Transferring payloads in multiple chunks").
 */
final class ChunkedBody extends InputStream {

  private static final int MAX_LINE = 1024;

  private final InputStream in;
  private final Map<String, String> trailers = new TreeMap<>();
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  /** Thrown if a body is not validly encoded. */
  static final class BrokenException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(into, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new BrokenException("A chunk ends too early");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (begun && !line().isEmpty()) {
      throw new BrokenException("A chunk is longer than it says");
    }
    begun = true;
    String size = line();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new BrokenException("Not the size of an unsigned chunk: " + size);
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      ended = true;
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        if (colon < 1) {
          throw new BrokenException("Not a trailer: " + line);
        }
        trailers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
  }

  /** Returns a line without its end; empty at the end of the body, too. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == MAX_LINE) {
        throw new BrokenException("A line of a chunk has no end");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).stripTrailing();
  }

  /** Returns the trailers after the body has been read. */
  Map<String, String> trailers() throws ServiceError {
    if (!ended) {
      throw S3Errors.incompleteBody("The body has no last chunk");
    }
    return trailers;
  }
}
