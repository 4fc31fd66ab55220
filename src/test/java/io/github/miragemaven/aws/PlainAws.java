package io.github.miragemaven.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request as STS does, without TLS, as AWS or as a proxy on the way to it. */
final class PlainAws implements AutoCloseable {

  private static final String IDENTITY =
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>%s</Account>"
          + "</GetCallerIdentityResult></GetCallerIdentityResponse>";

  private final HttpServer server;
  private final int status;
  private final String answer;
  private final List<String> keys = new CopyOnWriteArrayList<>();

  private PlainAws(int status, String answer) throws IOException {
    this.status = status;
    this.answer = answer;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** It says that the caller is of that account. */
  static PlainAws of(String account) throws IOException {
    return new PlainAws(200, IDENTITY.formatted(account));
  }

  /** It refuses whatever it is asked. */
  static PlainAws refusing(String code) throws IOException {
    return new PlainAws(
        403,
        "<ErrorResponse><Error><Code>%s</Code><Message>No.</Message></Error></ErrorResponse>"
            .formatted(code));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String signature = exchange.getRequestHeaders().getFirst("Authorization");
    keys.add(signature.replaceFirst(".*Credential=([^/]*)/.*", "$1"));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The ids of the keys that requests were signed with. */
  List<String> keys() {
    return keys;
  }

  /** Where it is, by that name of this machine. */
  URI at(String host) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
