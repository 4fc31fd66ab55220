package io.github.miragemaven.local.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP response: a status, headers and a body. Immutable. */
public final class HttpAnswer {

  private static final int BUFFER = 64 << 10;
  private static final Content NOTHING = () -> InputStream.nullInputStream();

  /** A body that is read while it is sent. */
  @FunctionalInterface
  public interface Content {

    /** Opens the body. */
    InputStream open() throws IOException;
  }

  private final int status;
  private final Map<String, String> headers;
  private final long length;
  private final Content content;

  private HttpAnswer(int status, Map<String, String> headers, long length, Content content) {
    this.status = status;
    this.headers = headers;
    this.length = length;
    this.content = content;
  }

  /** Returns a response without headers and body. */
  public static HttpAnswer of(int status) {
    return new HttpAnswer(status, Map.of(), 0, NOTHING);
  }

  /** Returns this response with a header set. */
  public HttpAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, length, content);
  }

  /** Returns this response with a text body. */
  public HttpAnswer withBody(String contentType, String text) {
    return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns this response with a body. The bytes are not copied and must not be changed. */
  public HttpAnswer withBody(String contentType, byte[] bytes) {
    return withBody(contentType, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /**
   * Returns this response with a body that is read while it is sent.
   *
   * @param size the body's length in bytes
   */
  public HttpAnswer withBody(String contentType, long size, Content body) {
    return new HttpAnswer(status, with("Content-Type", contentType).headers, size, body);
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns the status line and headers (RFC 9112, section 2.1). */
  private byte[] head() {
    StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(length).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the length in bytes of the response to a HEAD request. */
  long headSize() {
    return head().length;
  }

  /** Returns the length in bytes of the whole response. */
  long size() {
    return headSize() + length;
  }

  /** Writes the first bytes of the response, in pieces as large as possible. */
  void writeTo(OutputStream out, long limit) throws IOException {
    try (InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream(head()), content.open())) {
      byte[] buffer = new byte[(int) Math.min(limit, BUFFER)];
      for (long left = limit; left > 0; ) {
        int read = whole.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (read == 0) {
          throw new IOException("The body of an answer ends too early");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }
}
