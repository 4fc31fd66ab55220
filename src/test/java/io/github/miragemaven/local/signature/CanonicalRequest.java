package io.github.miragemaven.local.signature;

import io.github.miragemaven.local.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The canonical form of a request, which is hashed and signed (IAM User Guide, "Create a signed AWS
 * API request").
 */
final class CanonicalRequest {

  private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

  private CanonicalRequest() {}

  /** The service that does not encode the path again. */
  private static final String S3 = "s3";

  /** Returns the canonical form with the signed headers and payload hash. */
  static String of(HttpRequest request, Authorization authorization, String payloadHash) {
    List<String> signedHeaders = authorization.signedHeaders();
    String path = request.path();
    String headers =
        signedHeaders.stream()
            .map(name -> name + ":" + values(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        authorization.service().equals(S3) ? path(decode(path)) : path(path),
        query(request.query()),
        headers,
        String.join(";", signedHeaders),
        payloadHash);
  }

  /** Returns the path. Every service except S3 encodes the already encoded path once more. */
  private static String path(String path) {
    return Stream.of(path.split("/", -1))
        .map(CanonicalRequest::encode)
        .collect(Collectors.joining("/"));
  }

  private static String query(String query) {
    if (query.isEmpty()) {
      return "";
    }
    return Stream.of(query.split("&"))
        .map(CanonicalRequest::parameter)
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    String value = equals < 0 ? "" : parameter.substring(equals + 1);
    return encode(decode(name)) + "=" + encode(decode(value));
  }

  /**
   * Decodes a text. Invalid percent-encoding is left as it is, which leads to another signature.
   */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Encodes all except the unreserved characters (RFC 3986, section 2.3). */
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (next & 0xff);
      boolean unreserved =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || "-_.~".indexOf(c) >= 0;
      if (unreserved) {
        encoded.append(c);
      } else {
        encoded.append('%').append(UPPER_HEX.toHexDigits(next));
      }
    }
    return encoded.toString();
  }

  private static String values(HttpRequest request, String name) {
    return request.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(header -> header.value().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }
}
