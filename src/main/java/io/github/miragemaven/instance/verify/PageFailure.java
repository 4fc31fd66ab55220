package io.github.miragemaven.instance.verify;

import java.io.IOException;

/** A page that did not come, or not whole, for a reason in words. */
final class PageFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean answered;

  /**
   * A failure.
   *
   * @param answered whether there was an answer, if a wrong one, so that waiting will not mend it
   */
  PageFailure(String message, boolean answered, Throwable cause) {
    super(message, cause);
    this.answered = answered;
  }

  PageFailure(String message, boolean answered) {
    this(message, answered, null);
  }

  boolean answered() {
    return answered;
  }
}
