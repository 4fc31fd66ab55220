package io.github.miragemaven.instance.verify;

/**
 * Result of one attempt of a check.
 *
 * @param seen the actual result
 * @param outcome its comparison with the expected result
 */
record Observation(String seen, Outcome outcome) {

  /** Outcome of an attempt. */
  enum Outcome {
    /** The expected response. */
    PASSED,
    /** Another response. */
    WRONG,
    /** No response, or a server error: retrying may help. */
    UNAVAILABLE
  }

  /** A wrong response. */
  static Observation wrong(String seen) {
    return new Observation(seen, Outcome.WRONG);
  }
}
