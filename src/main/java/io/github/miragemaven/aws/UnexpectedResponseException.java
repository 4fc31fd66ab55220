package io.github.miragemaven.aws;

/** A response that does not match the request, such as another checksum. */
public final class UnexpectedResponseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message. */
  public UnexpectedResponseException(String message) {
    super(message);
  }
}
