package io.github.miragemaven.local.service;

/** Valid but rare behavior of the services, which tests request. */
public enum Anomaly {
  /** An empty page with a token for the next one. */
  EMPTY_PAGE,
  /** No results, as if new resources were not visible yet (eventual consistency). */
  EMPTY_RESULT,
  /** The resource that is created fails later. */
  FAILS_LATER,
  /** The checksum in the response does not match the block. */
  WRONG_CHECKSUM
}
