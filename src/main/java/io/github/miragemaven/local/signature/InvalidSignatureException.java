package io.github.miragemaven.local.signature;

/** A request that is not signed as it must be. */
public final class InvalidSignatureException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SignatureError error;

  InvalidSignatureException(SignatureError error, String message) {
    super(message);
    this.error = error;
  }

  /** What is wrong. */
  public SignatureError error() {
    return error;
  }
}
