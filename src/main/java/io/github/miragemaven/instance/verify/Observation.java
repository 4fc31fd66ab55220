package io.github.miragemaven.instance.verify;

/**
 * One look at something.
 *
 * @param seen what was seen
 * @param right whether it is what it should be
 * @param answered whether there was an answer at all; without one the next look may find more
 */
record Observation(String seen, boolean right, boolean answered) {

  /** An answer that is not the right one. */
  static Observation wrong(String seen) {
    return new Observation(seen, false, true);
  }
}
