package io.github.miragemaven.local.signature;

import io.github.miragemaven.local.http.HttpRequest;

/** Authenticates the callers of a region. */
@FunctionalInterface
public interface Authenticator {

  /**
   * Checks the signature of a request.
   *
   * @param region the region in the scope of the signature
   * @param mayLeavePayloadUnsigned true if the operation accepts an unsigned payload
   * @throws InvalidSignatureException if the caller is refused
   */
  void authenticate(HttpRequest request, String region, boolean mayLeavePayloadUnsigned)
      throws InvalidSignatureException;

  /**
   * Accepts requests that name an access key of the region. Its ID is random and is only sent over
   * TLS to this machine, so the signature itself is not checked.
   */
  static Authenticator byKeyId(String keyId) {
    return (request, region, mayLeavePayloadUnsigned) -> {
      if (request.header("authorization").isEmpty()) {
        throw new InvalidSignatureException(
            SignatureError.MISSING,
            "The request must contain a valid (registered) AWS access key ID");
      }
      if (!Authorization.of(request)
          .map(Authorization::accessKeyId)
          .filter(keyId::equals)
          .isPresent()) {
        throw new InvalidSignatureException(
            SignatureError.UNKNOWN_KEY, "The security token included in the request is invalid.");
      }
    };
  }
}
