package io.github.miragemaven.local.http;

/** Handles requests. It is called by many threads at once. */
@FunctionalInterface
public interface Handler {

  /** Answers a request. The request's body is valid until this returns. */
  HttpResponse respond(HttpRequest request);
}
