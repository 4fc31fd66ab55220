package io.github.miragemaven.local.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: a status, headers and a body. Immutable. */
public final class HttpAnswer {

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** An answer without headers and body. */
  public static HttpAnswer of(int status) {
    return new HttpAnswer(status, Map.of(), new byte[0]);
  }

  /** This answer with a header set. */
  public HttpAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }

  /** This answer with a text as its body. */
  public HttpAnswer withBody(String contentType, String text) {
    return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * This answer with bytes as its body. They are not copied and belong to the answer from now on.
   */
  public HttpAnswer withBody(String contentType, byte[] bytes) {
    HttpAnswer typed = with("Content-Type", contentType);
    return new HttpAnswer(status, typed.headers, bytes);
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** Status line, headers and body as they go over the wire (RFC 9112, section 2.1). */
  byte[] bytes() {
    StringBuilder head = new StringBuilder(256).append("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }
}
