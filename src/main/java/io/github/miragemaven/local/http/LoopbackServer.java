package io.github.miragemaven.local.http;

import java.net.URI;

/** An HTTPS server on 127.0.0.1. */
public interface LoopbackServer extends AutoCloseable {

  /** Returns the URL of the server. */
  URI endpoint();

  /** Stops listening and closes every connection, even if a request is being processed. */
  @Override
  void close();
}
