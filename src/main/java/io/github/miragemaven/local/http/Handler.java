package io.github.miragemaven.local.http;

/** Answers requests; called from many threads at once. */
@FunctionalInterface
public interface Handler {

  /** Answers one request. The request's body holds until this returns. */
  Reply reply(HttpRequest request);
}
