package io.github.miragemaven.local.signature;

import io.github.miragemaven.local.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's {@code Authorization} header says.
 *
 * @param accessKeyId whose signature it is
 * @param date the credential scope's day, {@code yyyyMMdd}
 * @param region the scope's region
 * @param service the scope's service, by its signing name
 * @param signedHeaders the names of the headers that were signed, in lower case, in the order given
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

  /** Keeps the names as they are now. */
  public Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Reads the header; empty where it is missing or says something else. */
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

  /** The credential scope. */
  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
