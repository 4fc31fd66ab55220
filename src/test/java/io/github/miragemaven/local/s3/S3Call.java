package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.service.ServiceError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to S3.
 *
 * @param request the request
 * @param bucket the bucket
 * @param key the object's key; empty for the bucket itself
 * @param parameters the query parameters
 */
record S3Call(HttpRequest request, String bucket, String key, Map<String, String> parameters) {

  /** The host names of buckets, for virtual-hosted-style requests. */
  private static final Pattern OF_BUCKET =
      Pattern.compile("([a-z0-9][a-z0-9.-]+[a-z0-9])\\.(?:s3\\..+|localhost)(?::[0-9]+)?");

  /** Parses a request, whose path or host names the bucket. */
  static S3Call of(HttpRequest request) {
    Matcher host = OF_BUCKET.matcher(request.header("host").orElse(""));
    String path = decode(request.path()).substring(1);
    Map<String, String> parameters = parameters(request.query());
    if (host.matches()) {
      return new S3Call(request, host.group(1), path, parameters);
    }
    int slash = path.indexOf('/');
    return slash < 0
        ? new S3Call(request, path, "", parameters)
        : new S3Call(request, path.substring(0, slash), path.substring(slash + 1), parameters);
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(
          decode(equals < 0 ? pair : pair.substring(0, equals)),
          equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Returns a parameter. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Returns an integer parameter, which must be within bounds. */
  int number(String name, int least, int most) throws ServiceError {
    String text = parameter(name).orElse(Integer.toString(most));
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw ServiceError.of(
          "InvalidArgument",
          "%s must be an integer between %d and %d, inclusive".formatted(name, least, most));
    }
    return Integer.parseInt(text);
  }
}
