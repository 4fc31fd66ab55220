package io.github.miragemaven.local;

import io.github.miragemaven.aws.AccessKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A request that the SDK's signer signs and a test may corrupt before it is sent, which the SDK's
 * clients cannot do.
 */
final class RawRequest {

  private final LocalRegion region;
  private final String method;
  private final String target;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private byte[] body;
  private boolean bodySigned = true;
  private boolean inChunks;

  private RawRequest(LocalRegion region, String method, String target, String body) {
    this.region = region;
    this.method = method;
    this.target = target;
    this.body = body.getBytes(StandardCharsets.UTF_8);
    headers.put("Host", region.endpoint().getAuthority());
  }

  static RawRequest to(LocalRegion region, String method, String target, String body) {
    return new RawRequest(region, method, target, body);
  }

  /** Returns a request for the simplest operation of EC2. */
  static RawRequest describeRegions(LocalRegion region) {
    return to(region, "POST", "/", "Action=DescribeRegions&Version=2016-11-15")
        .with("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  }

  RawRequest with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  RawRequest without(String header) {
    headers.remove(header);
    return this;
  }

  RawRequest withBody(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  RawRequest leavingTheBodyUnsigned() {
    bodySigned = false;
    return this;
  }

  /** Signs for a chunked body with a trailing checksum, which the test creates itself. */
  RawRequest inChunks() {
    inChunks = true;
    return leavingTheBodyUnsigned();
  }

  RawRequest signed(String service) {
    return signed(service, region.name(), region.accessKey(), Clock.systemUTC());
  }

  /** Signs the current content. */
  RawRequest signed(String service, String forRegion, AccessKey credentials, Clock clock) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(region.endpoint().resolve(target));
    headers.forEach(request::putHeader);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign -> {
                  if (inChunks) {
                    sign.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(
                            AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
                  }
                  sign.identity(
                          AwsCredentialsIdentity.create(credentials.id(), credentials.secret()))
                      .request(request.build())
                      .payload(ContentStreamProvider.fromByteArray(body))
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.REGION_NAME, forRegion)
                      .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, bodySigned)
                      .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                      .putProperty(HttpSigner.SIGNING_CLOCK, clock);
                })
            .request();
    signed.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
    return this;
  }

  RawAnswer send() throws IOException {
    return sendAll(region, List.of(this)).get(0);
  }

  /** Sends requests over one connection and reads the responses to the end of the stream. */
  static List<RawAnswer> sendAll(LocalRegion region, List<RawRequest> requests) throws IOException {
    try (SSLSocket socket = connect(region)) {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < requests.size(); i++) {
        RawRequest request = requests.get(i);
        if (i == requests.size() - 1) {
          request.with("Connection", "close");
        }
        out.write(request.bytes());
      }
      out.flush();
      return RawAnswer.all(socket.getInputStream().readAllBytes());
    }
  }

  void writeTo(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(bytes());
    socket.getOutputStream().flush();
  }

  static SSLSocket connect(LocalRegion region) throws IOException {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {region.trustManager()}, null);
      return (SSLSocket)
          tls.getSocketFactory().createSocket("127.0.0.1", region.endpoint().getPort());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private byte[] bytes() {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!headers.containsKey("Content-Length")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
