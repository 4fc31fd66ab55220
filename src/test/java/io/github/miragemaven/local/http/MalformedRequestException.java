package io.github.miragemaven.local.http;

import java.io.IOException;

/**
 * Thrown for invalid or unsupported requests. The connection is closed after a response with this
 * status.
 */
final class MalformedRequestException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the status of the response: 400, 411, 413, 431 or 501 (RFC 9110, section 15.5). */
  int status() {
    return status;
  }
}
