package io.github.miragemaven.instance.verify;

import java.io.IOException;

/** A page without a complete response; the message gives the reason. */
final class PageFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean answered;

  /**
   * Creates a failure.
   *
   * @param answered whether there was a response, so that retrying does not help
   */
  PageFailure(String message, boolean answered, Throwable cause) {
    super(message, cause);
    this.answered = answered;
  }

  PageFailure(String message, boolean answered) {
    this(message, answered, null);
  }

  Observation.Outcome outcome() {
    return answered ? Observation.Outcome.WRONG : Observation.Outcome.UNAVAILABLE;
  }
}
