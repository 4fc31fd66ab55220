package io.github.miragemaven.aws.wire;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The way that the SDK has found to a service: its endpoint, and what calls to it are signed for.
 *
 * @param protocol {@code https} or {@code http}
 * @param host the endpoint's name
 * @param port the endpoint's port
 * @param region the region that calls are signed for
 * @param service the service that calls are signed for
 */
public record Route(String protocol, String host, int port, String region, String service) {

  /** The port of the protocol itself (RFC 9110, section 4.2.2). */
  private static final int HTTPS = 443;

  /**
   * IAM User Guide, "Create a signed AWS API request": {@code
   * Credential=ID/DATE/REGION/SERVICE/aws4_request}.
   */
  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/, ]+/[0-9]{8}/([^/, ]+)/([^/, ]+)/aws4_request");

  /** The way that a signed call goes; empty if it is signed in another way. */
  public static Optional<Route> of(SdkHttpRequest call) {
    Matcher scope = SCOPE.matcher(call.firstMatchingHeader("Authorization").orElse(""));
    return scope.find()
        ? Optional.of(
            new Route(call.protocol(), call.host(), call.port(), scope.group(1), scope.group(2)))
        : Optional.empty();
  }

  /** What the {@code Host} header says: the port where it is not the protocol's own. */
  String authority() {
    return port == HTTPS ? host : host + ":" + port;
  }
}
