package io.github.miragemaven.local.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param path the path, still percent-encoded
 * @param query what stands behind the question mark, still percent-encoded; empty for none
 * @param headers in the order sent
 * @param body its bytes
 */
public record HttpRequest(
    String method, String path, String query, List<Header> headers, Body body) {

  /**
   * One header line.
   *
   * @param name in lower case
   * @param value without the white space around it
   */
  public record Header(String name, String value) {}

  /** Keeps the headers as they are now. */
  public HttpRequest {
    headers = List.copyOf(headers);
  }

  /** The first header of this name, in any case. */
  public Optional<String> header(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return headers.stream()
        .filter(header -> header.name().equals(wanted))
        .map(Header::value)
        .findFirst();
  }
}
