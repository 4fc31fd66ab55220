package io.github.miragemaven.instance.verify;

/**
 * Result of one attempt of a check.
 *
 * @param seen the actual result
 * @param right whether it is the expected result
 * @param answered whether there was a response at all; if not, retrying may help
 */
record Observation(String seen, boolean right, boolean answered) {

  /** A wrong response. */
  static Observation wrong(String seen) {
    return new Observation(seen, false, true);
  }
}
