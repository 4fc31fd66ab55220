package io.github.miragemaven.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.miragemaven.local.http.HttpRequest.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Serves requests with the JDK's HTTPS server, at a port that the system chooses. */
public final class TlsServer implements LoopbackServer {

  private static final int BACKLOG = 256;

  /** The largest body: twice the size of a block. */
  private static final int MAX_BODY = 1 << 20;

  private static final int CONTENT_TOO_LARGE = 413;

  /** The JDK's server reads this property when its first instance is created. */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private static final long NO_BODY = -1;

  private final HttpsServer server;
  private final ExecutorService threads;

  private TlsServer(HttpsServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts a server. */
  public static TlsServer start(SSLContext tls, Handler handler) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpsServer server = create(new InetSocketAddress(loopback, 0));
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "mirage-local-region");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
    return new TlsServer(server, threads);
  }

  /**
   * Creates a server with TCP_NODELAY. Otherwise each response would take 40 ms longer: the body
   * would wait until the client acknowledges the head (RFC 9293, section 3.7.4).
   */
  private static HttpsServer create(InetSocketAddress address) throws IOException {
    Optional<String> before = Optional.ofNullable(System.getProperty(NO_DELAY));
    System.setProperty(NO_DELAY, "true");
    try {
      return HttpsServer.create(address, BACKLOG);
    } finally {
      before.ifPresentOrElse(
          value -> System.setProperty(NO_DELAY, value), () -> System.clearProperty(NO_DELAY));
    }
  }

  private static void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      // The client would not see the answer to a request that it is still sending.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      HttpResponse answer =
          body.length > MAX_BODY
              ? HttpResponse.of(CONTENT_TOO_LARGE)
              : handler.respond(request(exchange, body));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          answer.status(), answer.length() == 0 ? NO_BODY : answer.length());
      try (InputStream content = answer.content();
          OutputStream out = exchange.getResponseBody()) {
        content.transferTo(out);
      }
    }
  }

  private static HttpRequest request(HttpExchange exchange, byte[] body) {
    URI target = exchange.getRequestURI();
    List<Header> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        headers.add(new Header(name.toLowerCase(Locale.ROOT), value.strip()))));
    return new HttpRequest(
        exchange.getRequestMethod(),
        target.getRawPath(),
        Optional.ofNullable(target.getRawQuery()).orElse(""),
        headers,
        new Body(body, body.length));
  }

  @Override
  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
