package io.github.miragemaven.local.signature;

import io.github.miragemaven.local.http.HttpRequest;

/** Authenticates the callers of a region. */
@FunctionalInterface
public interface Authenticator {

  /**
   * Checks the signature of a request.
   *
   * @param region the region in the scope of the signature
   * @param mayLeavePayloadUnsigned true if the operation takes a body that was not signed
   * @throws InvalidSignatureException if the caller is refused
   */
  void authenticate(HttpRequest request, String region, boolean mayLeavePayloadUnsigned)
      throws InvalidSignatureException;

  /**
   * Accepts the requests that name an access key of the region. Its id is random, and is sent over
   * TLS and to this machine only, so the signature itself is not checked.
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
