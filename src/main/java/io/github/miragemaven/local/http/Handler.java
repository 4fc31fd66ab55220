package io.github.miragemaven.local.http;

import java.nio.file.Path;
import java.util.Optional;

/** Handles requests. It is called by many threads at once. */
@FunctionalInterface
public interface Handler {

  /** Replies to a request. The request's body is valid until this returns. */
  Reply reply(HttpRequest request);

  /**
   * Returns the directory for a body that is too large for memory, or empty to reject the request.
   *
   * @param head the request without its body
   */
  default Optional<Path> spool(HttpRequest head) {
    return Optional.empty();
  }
}
