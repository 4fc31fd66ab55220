package io.github.miragemaven.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * Answers GetCallerIdentity and AssumeRole as STS does, with or without TLS, as AWS or as a proxy.
 */
final class StsServer implements AutoCloseable {

  private static final String IDENTITY =
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>%s</Account>"
          + "</GetCallerIdentityResult></GetCallerIdentityResponse>";

  private static final String ROLE =
      """
      <AssumeRoleResponse><AssumeRoleResult><Credentials>
      <AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
      <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>
      </Credentials></AssumeRoleResult></AssumeRoleResponse>
      """;

  private final HttpServer server;
  private final int status;
  private final String answer;
  private final List<String> keys = new CopyOnWriteArrayList<>();

  private StsServer(HttpServer server, int status, String answer) {
    this.server = server;
    this.status = status;
    this.answer = answer;
    server.createContext("/", this::answer);
    server.start();
  }

  /** Starts a server without TLS that reports this account. */
  static StsServer of(String account) throws IOException {
    return new StsServer(HttpServer.create(address(), 0), 200, IDENTITY.formatted(account));
  }

  /** Starts a server with TLS that reports this account. */
  static StsServer of(String account, SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(address(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new StsServer(server, 200, IDENTITY.formatted(account));
  }

  /** Starts a server without TLS that rejects every request with this error code. */
  static StsServer refusing(String code) throws IOException {
    return new StsServer(
        HttpServer.create(address(), 0),
        403,
        "<ErrorResponse><Error><Code>%s</Code><Message>No.</Message></Error></ErrorResponse>"
            .formatted(code));
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String signature = exchange.getRequestHeaders().getFirst("Authorization");
    keys.add(signature.replaceFirst(".*Credential=([^/]*)/.*", "$1"));
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean forRole = status == 200 && request.contains("Action=AssumeRole");
    byte[] body = (forRole ? ROLE : answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Returns the access key IDs of the requests. */
  List<String> keys() {
    return keys;
  }

  /** Returns the endpoint with this host name or address. */
  URI at(String host) {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://" + host + ":" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
