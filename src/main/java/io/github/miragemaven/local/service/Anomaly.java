package io.github.miragemaven.local.service;

/** What the services may do, and seldom do, so that a test asks for it. */
public enum Anomaly {
  /** A page with no results and a token for the next. */
  EMPTY_PAGE,
  /** No results, as if what was made just now were not there yet. */
  EMPTY_RESULT,
  /** What is made fails in the end. */
  FAILS_LATER,
  /** EC2 has no room for one more instance of the type. */
  NO_CAPACITY,
  /** The account has as many Spot Instances as it may have. */
  SPOT_LIMIT,
  /** The checksum in the answer is not that of the block. */
  WRONG_CHECKSUM
}
