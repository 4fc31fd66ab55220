package io.github.miragemaven.local.signature;

/** Thrown if a request is not signed as required. */
public final class InvalidSignatureException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SignatureError error;

  InvalidSignatureException(SignatureError error, String message) {
    super(message);
    this.error = error;
  }

  /** Returns the reason. */
  public SignatureError error() {
    return error;
  }
}
