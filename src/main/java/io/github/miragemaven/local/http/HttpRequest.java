package io.github.miragemaven.local.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An HTTP request as received.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param path the path, still percent-encoded
 * @param query the query string, still percent-encoded; may be empty
 * @param headers the headers in the order received
 * @param body the body
 */
public record HttpRequest(
    String method, String path, String query, List<Header> headers, Body body) {

  /**
   * A header field.
   *
   * @param name the name in lower case
   * @param value the value without surrounding white space
   */
  public record Header(String name, String value) {}

  /** Copies the headers. */
  public HttpRequest {
    headers = List.copyOf(headers);
  }

  /** Returns the first header with this name, in any case. */
  public Optional<String> header(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return headers.stream()
        .filter(header -> header.name().equals(wanted))
        .map(Header::value)
        .findFirst();
  }
}
