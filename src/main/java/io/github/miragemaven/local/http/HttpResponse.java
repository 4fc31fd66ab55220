package io.github.miragemaven.local.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP response: a status, headers and a body. Immutable. */
public final class HttpResponse {

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

  private HttpResponse(int status, Map<String, String> headers, long length, Content content) {
    this.status = status;
    this.headers = headers;
    this.length = length;
    this.content = content;
  }

  /** Returns a response without headers and body. */
  public static HttpResponse of(int status) {
    return new HttpResponse(status, Map.of(), 0, NOTHING);
  }

  /** Returns this response with a header set. */
  public HttpResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpResponse(status, more, length, content);
  }

  /** Returns this response with a text body. */
  public HttpResponse withBody(String contentType, String text) {
    return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns this response with a body. The bytes are not copied and must not be changed. */
  public HttpResponse withBody(String contentType, byte[] bytes) {
    return withBody(contentType, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /**
   * Returns this response with a body that is read while it is sent.
   *
   * @param size the body's length in bytes
   */
  public HttpResponse withBody(String contentType, long size, Content body) {
    return new HttpResponse(status, with("Content-Type", contentType).headers, size, body);
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns the headers by name. */
  Map<String, String> headers() {
    return headers;
  }

  /** Returns the length of the body in bytes. */
  long length() {
    return length;
  }

  /** Opens the body. */
  InputStream content() throws IOException {
    return content.open();
  }
}
