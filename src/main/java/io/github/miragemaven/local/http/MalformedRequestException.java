package io.github.miragemaven.local.http;

import java.io.IOException;

/** Bytes that are no request this server takes. The connection ends with the status given. */
final class MalformedRequestException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status to answer with: 400, 411, 413, 431 or 501 (RFC 9110, section 15.5). */
  int status() {
    return status;
  }
}
