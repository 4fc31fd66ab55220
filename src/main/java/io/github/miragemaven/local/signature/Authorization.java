package io.github.miragemaven.local.signature;

import io.github.miragemaven.local.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request's {@code Authorization} header (IAM User Guide, "Create a signed AWS API request").
 *
 * @param accessKeyId the access key ID of the signer
 * @param date the date of the credential scope, {@code yyyyMMdd}
 * @param region the region of the credential scope
 * @param service the service of the credential scope
 * @param signedHeaders the names of the signed headers, in lower case, in the order given
 * @param signature 64 hexadecimal digits
 */
public record Authorization(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {

  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +"
              + "Credential=(?<key>[^/, ]+)/(?<date>[0-9]{8})/(?<region>[^/, ]+)"
              + "/(?<service>[^/, ]+)/aws4_request, *"
              + "SignedHeaders=(?<headers>[^, ]+), *"
              + "Signature=(?<signature>[0-9a-f]{64})");

  /** Copies the names. */
  public Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Parses the header; empty if it is missing or malformed. */
  public static Optional<Authorization> of(HttpRequest request) {
    return request
        .header("authorization")
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .map(
            parts ->
                new Authorization(
                    parts.group("key"),
                    parts.group("date"),
                    parts.group("region"),
                    parts.group("service"),
                    List.of(parts.group("headers").split(";")),
                    parts.group("signature")));
  }

  /** Returns the credential scope. */
  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
