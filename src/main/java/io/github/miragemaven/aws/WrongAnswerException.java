package io.github.miragemaven.aws;

/** An answer that says another thing was done than was asked for. */
public final class WrongAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes a failure that says what is wrong. */
  public WrongAnswerException(String message) {
    super(message);
  }
}
