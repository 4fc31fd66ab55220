package io.github.miragemaven.aws.wire;

import java.util.Map;
import java.util.Optional;

/**
 * What a server has answered.
 *
 * @param status the status, 200 to 599
 * @param headers what stands in its head, by names in lower case; of several with one name the last
 * @param body its text
 * @param keeps whether the connection can be used again
 */
public record Answer(int status, Map<String, String> headers, String body, boolean keeps) {

  /** Copies the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
