package io.github.miragemaven.local.http;

import java.nio.file.Path;
import java.util.Optional;

/** Answers requests; called from many threads at once. */
@FunctionalInterface
public interface Handler {

  /** Answers one request. The request's body holds until this returns. */
  Reply reply(HttpRequest request);

  /**
   * The directory for the body of a request that is too large for memory; empty to refuse it.
   *
   * @param head the request without its body
   */
  default Optional<Path> spool(HttpRequest head) {
    return Optional.empty();
  }
}
