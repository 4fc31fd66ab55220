package io.github.miragemaven.local.signature;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks that requests are signed with a key of the region, for the region, at about the current
 * time. It is written without the SDK's signer, so that each verifies the other.
 */
public final class SignatureCheck implements Authenticator {

  /** The maximum difference between a request's date and the server's clock. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  /** The payload hashes of unsigned payloads; the second has a checksum in a trailer. */
  private static final Set<String> UNSIGNED =
      Set.of("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Function<String, Optional<AccessKey>> keys;
  private final InstantSource clock;

  /**
   * Creates a check.
   *
   * @param keys finds a key by its ID
   * @param clock the time that a request's date is compared with
   */
  public SignatureCheck(Function<String, Optional<AccessKey>> keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Checks a request.
   *
   * @param region the region in the scope of the signature
   * @param mayLeavePayloadUnsigned whether the operation accepts an unsigned payload
   * @throws InvalidSignatureException if the signature is invalid
   */
  @Override
  public void authenticate(HttpRequest request, String region, boolean mayLeavePayloadUnsigned)
      throws InvalidSignatureException {
    if (request.header("authorization").isEmpty()) {
      throw new InvalidSignatureException(
          SignatureError.MISSING,
          "The request must contain a valid (registered) AWS access key ID");
    }
    Authorization authorization =
        Authorization.of(request)
            .orElseThrow(() -> incomplete("The Authorization header cannot be read"));
    checkScope(authorization, region);
    String date = checkDate(request, authorization);
    checkSignedHeaders(request, authorization);
    AccessKey key = key(authorization);
    checkSession(request, key);
    String payloadHash = payloadHash(request, mayLeavePayloadUnsigned);
    String canonical = CanonicalRequest.of(request, authorization, payloadHash);
    String toSign =
        String.join(
            "\n", "AWS4-HMAC-SHA256", date, authorization.scope(), Sha256.of(canonical).hex());
    String expected = SigningKey.derive(key.secret(), authorization).sign(toSign);
    if (!same(expected, authorization.signature())) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
  }

  private static void checkScope(Authorization authorization, String region)
      throws InvalidSignatureException {
    if (!authorization.region().equals(region)) {
      throw mismatch(
          "Credential should be scoped to a valid region, not '" + authorization.region() + "'.");
    }
  }

  private String checkDate(HttpRequest request, Authorization authorization)
      throws InvalidSignatureException {
    String date =
        request
            .header("x-amz-date")
            .orElseThrow(() -> incomplete("Authorization header requires existence of X-Amz-Date"));
    Instant signed;
    try {
      signed = DATE.parse(date, Instant::from);
    } catch (DateTimeParseException e) {
      throw incomplete("Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
    }
    if (!date.startsWith(authorization.date())) {
      throw mismatch(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s'.".formatted(authorization.date(), date));
    }
    Instant now = clock.instant();
    if (signed.isBefore(now.minus(MAX_SKEW))) {
      throw skewed("expired", date, "earlier", now.minus(MAX_SKEW), now, "-");
    }
    if (signed.isAfter(now.plus(MAX_SKEW))) {
      throw skewed("not yet current", date, "later", now.plus(MAX_SKEW), now, "+");
    }
    return date;
  }

  private static void checkSignedHeaders(HttpRequest request, Authorization authorization)
      throws InvalidSignatureException {
    List<String> signed = authorization.signedHeaders();
    if (!signed.equals(signed.stream().sorted().distinct().toList())) {
      throw incomplete("SignedHeaders must be sorted, each name once");
    }
    if (!signed.contains("host")) {
      throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    Optional<String> missing =
        signed.stream().filter(name -> request.header(name).isEmpty()).findFirst();
    if (missing.isPresent()) {
      throw mismatch("The signed header '" + missing.get() + "' is not in the request");
    }
    Optional<String> unsigned =
        request.headers().stream()
            .map(HttpRequest.Header::name)
            .filter(name -> name.startsWith("x-amz-") && !signed.contains(name))
            .findFirst();
    if (unsigned.isPresent()) {
      throw mismatch("The header '" + unsigned.get() + "' must be signed");
    }
  }

  private AccessKey key(Authorization authorization) throws InvalidSignatureException {
    return keys.apply(authorization.accessKeyId())
        .orElseThrow(
            () ->
                new InvalidSignatureException(
                    SignatureError.UNKNOWN_KEY,
                    "The security token included in the request is invalid."));
  }

  private void checkSession(HttpRequest request, AccessKey key) throws InvalidSignatureException {
    Optional<String> wanted = key.session().map(AccessKey.Session::token);
    if (!request.header("x-amz-security-token").equals(wanted)) {
      throw new InvalidSignatureException(
          SignatureError.UNKNOWN_KEY, "The security token included in the request is invalid.");
    }
    if (key.session().filter(session -> !clock.instant().isBefore(session.expiry())).isPresent()) {
      throw new InvalidSignatureException(
          SignatureError.TOKEN_EXPIRED, "The security token included in the request is expired");
    }
  }

  /**
   * Returns the payload hash that was signed. If it does not match the body, verification fails
   * later.
   */
  private static String payloadHash(HttpRequest request, boolean mayLeaveUnsigned) {
    return request
        .header("x-amz-content-sha256")
        .filter(hash -> mayLeaveUnsigned && UNSIGNED.contains(hash))
        .orElseGet(() -> request.body().sha256().hex());
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static InvalidSignatureException incomplete(String message) {
    return new InvalidSignatureException(SignatureError.INCOMPLETE, message);
  }

  private static InvalidSignatureException mismatch(String message) {
    return new InvalidSignatureException(SignatureError.MISMATCH, message);
  }

  private static InvalidSignatureException skewed(
      String what, String date, String side, Instant limit, Instant now, String sign) {
    return new InvalidSignatureException(
        SignatureError.SKEWED,
        "Signature %s: %s is now %s than %s (%s %s 5 min.)"
            .formatted(what, date, side, DATE.format(limit), DATE.format(now), sign));
  }
}
