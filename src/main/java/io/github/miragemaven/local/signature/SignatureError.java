package io.github.miragemaven.local.signature;

/** The reasons for rejecting a signature. Each service has its own error codes for them. */
public enum SignatureError {
  /** The request is not signed. */
  MISSING,
  /** The {@code Authorization} header or a date is malformed or incomplete. */
  INCOMPLETE,
  /** The access key is unknown, or the session token does not belong to it. */
  UNKNOWN_KEY,
  /** The signature does not match the request. */
  MISMATCH,
  /** The request was signed too long ago, or too far in the future. */
  SKEWED,
  /** The temporary credentials have expired. */
  TOKEN_EXPIRED
}
