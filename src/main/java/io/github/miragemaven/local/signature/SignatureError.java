package io.github.miragemaven.local.signature;

/** What can be wrong with a request's signature. Each service has its own words for it. */
public enum SignatureError {
  /** There is no signature. */
  MISSING,
  /** The {@code Authorization} header or a date cannot be read, or a part is not there. */
  INCOMPLETE,
  /** Nobody has this access key, or its session token is not the key's. */
  UNKNOWN_KEY,
  /** The signature is not the one that the key makes of this request. */
  MISMATCH,
  /** The request was signed too long ago, or too far in the future. */
  SKEWED,
  /** The temporary credentials have expired. */
  TOKEN_EXPIRED
}
