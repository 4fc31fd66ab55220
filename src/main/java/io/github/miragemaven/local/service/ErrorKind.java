package io.github.miragemaven.local.service;

/**
 * Errors that every operation can have. Each service has its own error code and status for them.
 */
public enum ErrorKind {
  /** The request is not signed. */
  SIGNATURE_MISSING,
  /** The signature is malformed. */
  SIGNATURE_INCOMPLETE,
  /** The access key is unknown, or the session token does not belong to it. */
  KEY_UNKNOWN,
  /** The signature does not match. */
  SIGNATURE_WRONG,
  /** The request was signed too long ago, or too far in the future. */
  CLOCK_SKEWED,
  /** The temporary credentials have expired. */
  TOKEN_EXPIRED,
  /** The operation does not exist. */
  OPERATION_UNKNOWN,
  /** The policy does not allow the operation. */
  DENIED,
  /** Too many requests. */
  THROTTLED,
  /** Too many concurrent operations. */
  CONCURRENT_LIMIT,
  /** A new resource is not visible yet (eventual consistency). */
  NOT_FOUND,
  /** The body could not be read. */
  BLOCK_UNREADABLE,
  /** An internal error of the service. */
  INTERNAL,
  /** The service is overloaded. */
  UNAVAILABLE
}
