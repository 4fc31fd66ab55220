package io.github.miragemaven.local.service;

/** What can go wrong with any operation. Each service has a code and a status of its own for it. */
public enum ErrorKind {
  /** The request is not signed. */
  SIGNATURE_MISSING,
  /** The signature cannot be read. */
  SIGNATURE_INCOMPLETE,
  /** Nobody has the access key, or the session token is not its own. */
  KEY_UNKNOWN,
  /** The signature is not the right one. */
  SIGNATURE_WRONG,
  /** The request was signed too long ago, or too far in the future. */
  CLOCK_SKEWED,
  /** The temporary credentials have expired. */
  TOKEN_EXPIRED,
  /** No such operation. */
  OPERATION_UNKNOWN,
  /** The policy does not allow the operation. */
  DENIED,
  /** Too many requests. */
  THROTTLED,
  /** Too much of one kind at once. */
  CONCURRENT_LIMIT,
  /** What was made just now is not to be found yet. */
  NOT_FOUND,
  /** The body could not be read off the wire. */
  BLOCK_UNREADABLE,
  /** An error inside the service. */
  INTERNAL,
  /** The service is overloaded. */
  UNAVAILABLE
}
