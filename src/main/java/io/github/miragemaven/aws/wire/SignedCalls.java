package io.github.miragemaven.aws.wire;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls to a service, signed with someone's credentials. */
public final class SignedCalls implements AutoCloseable {

  private static final int FIRST_FAILURE = 300;

  private final Signer signer;
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
      SSLContext tls,
      Duration limit) {
    this.signer = new Signer(route);
    this.route = route;
    this.credentials = credentials;
    this.profile = profile;
    this.connections = new HttpsConnections(tls, route.host(), route.port(), limit);
  }

  /**
   * Opens connections for calls to come, until there are so many, and does not wait for them. For
   * one that cannot be opened its call opens another.
   */
  public void prepare(int count) {
    connections.prepare(count);
  }

  /**
   * Makes a call with the method PUT, once. As over TLS the SDK does, the signature leaves out the
   * body, which TLS keeps whole.
   *
   * @param action the call, as IAM names it
   * @param path the path, of characters that need no encoding
   * @param headers what the head says beside {@code Host}, {@code Content-Length} and the signature
   * @param body the body, which is closed afterwards
   * @param length how many bytes it has
   * @throws SdkException as the SDK's clients throw it: if the service refuses the call, if no
   *     answer came, or if there are no credentials
   */
  public Answer put(
      String action, String path, List<Header> headers, ReadableByteChannel body, int length) {
    if (Thread.currentThread().isInterrupted()) {
      throw AbortedException.create("Interrupted before " + action);
    }
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header("content-length", Integer.toString(length)));
    AwsCredentials signing = credentials.resolveCredentials();
    List<Header> signed = signer.signed("PUT", path, all, signing, Instant.now());
    Answer answer = answer(action, head(path, signed), body);
    if (answer.status() >= FIRST_FAILURE) {
      throw Called.by(action, profile, Refusal.in(answer, route.service()));
    }
    return answer;
  }

  private Answer answer(String action, byte[] head, ReadableByteChannel body) {
    try (body) {
      return connections.call(head, body);
    } catch (ClosedByInterruptException e) {
      throw AbortedException.create("Interrupted in " + action);
    } catch (IOException e) {
      throw Called.by(
          action,
          profile,
          SdkClientException.create("Unable to execute HTTP request: " + e.getMessage(), e));
    }
  }

  private static byte[] head(String path, List<Header> headers) {
    StringBuilder head = new StringBuilder(1 << 10);
    head.append("PUT ").append(path).append(" HTTP/1.1\r\n");
    for (Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    connections.close();
  }
}
