package io.github.miragemaven.local.signature;

/** A request that is not signed as it must be. */
public final class FlawedSignatureException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  FlawedSignatureException(Flaw flaw, String message) {
    super(message);
    this.flaw = flaw;
  }

  /** What is wrong. */
  public Flaw flaw() {
    return flaw;
  }
}
