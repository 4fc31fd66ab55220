package io.github.miragemaven.aws.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Calls to a service, signed with someone's credentials. */
public final class SignedCalls implements AutoCloseable {

  private static final int FIRST_FAILURE = 300;

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final Route route;
  private final AwsCredentialsProvider credentials;
  private final Optional<String> profile;
  private final HttpsConnections connections;

  /**
   * Calls that go a way.
   *
   * @param route the way, which is one over TLS
   * @param credentials what they are signed with
   * @param profile the profile that those are of, if they are of one that is named
   * @param limit how long a call may take
   */
  public SignedCalls(
      Route route,
      AwsCredentialsProvider credentials,
      Optional<String> profile,
      SSLSocketFactory tls,
      Duration limit) {
    this.route = route;
    this.credentials = credentials;
    this.profile = profile;
    this.connections = new HttpsConnections(tls, route.host(), route.port(), limit);
  }

  /**
   * Makes a call with the method PUT, once. As over TLS the SDK does, the signature leaves out the
   * body, which TLS keeps whole.
   *
   * @param action the call, as IAM names it
   * @param path the path, encoded
   * @param headers what the head says beside {@code Host}, {@code Content-Length} and the signature
   * @param body the body, which is closed afterwards
   * @param length how many bytes it has
   * @throws SdkException as the SDK's clients throw it: if the service refuses the call, if no
   *     answer came, or if there are no credentials
   */
  public Answer put(
      String action, String path, Map<String, String> headers, InputStream body, int length) {
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("Interrupted before " + action);
    }
    SdkHttpRequest.Builder call =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .protocol(route.protocol())
            .host(route.host())
            .port(route.port())
            .encodedPath(path)
            .putHeader("Content-Length", Integer.toString(length));
    headers.forEach(call::putHeader);
    Answer answer = answer(action, head(signed(call.build())), body);
    if (answer.status() >= FIRST_FAILURE) {
      throw Called.by(action, profile, Refusal.in(answer, route.service()));
    }
    return answer;
  }

  private Answer answer(String action, byte[] head, InputStream body) {
    try (body) {
      return connections.call(head, body);
    } catch (IOException e) {
      throw Called.by(
          action,
          profile,
          SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e));
    }
  }

  private SdkHttpRequest signed(SdkHttpRequest call) {
    return signer
        .sign(
            signing ->
                signing
                    .identity(credentials.resolveCredentials())
                    .request(call)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, route.region())
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, route.service())
                    .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
        .request();
  }

  private static byte[] head(SdkHttpRequest call) {
    StringBuilder head = new StringBuilder(1 << 10);
    head.append(call.method()).append(' ').append(call.encodedPath()).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, List<String>> header : call.headers().entrySet()) {
      for (String value : header.getValue()) {
        head.append(header.getKey()).append(": ").append(value).append("\r\n");
      }
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    connections.close();
  }
}
