package io.github.miragemaven.instance.verify;

import io.github.miragemaven.incremental.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.ParseException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.entity.ContentType;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;

/** Requests a page on a new connection, without proxies, cookies and caches. */
final class HttpFetch {

  /** Maximum number of bytes read from a page. */
  static final long MAX_BYTES = 64L << 20;

  private final VerifySettings settings;
  private final Route route;
  private final Resolver resolver;

  HttpFetch(VerifySettings settings, Route route, Resolver resolver) {
    this.settings = settings;
    this.route = route;
    this.resolver = resolver;
  }

  /**
   * Requests a page and returns the response, regardless of its status.
   *
   * @throws PageFailure if the response is not complete within the limits
   */
  Page get(URI page) throws PageFailure, InterruptedException {
    AtomicLong read = new AtomicLong();
    HttpGet get = new HttpGet(page);
    Callable<Page> fetch = () -> fetch(get, read);
    FutureTask<Page> answer = new FutureTask<>(fetch);
    Thread thread = new Thread(answer, "verify");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(settings.limits().answer().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new PageFailure(
          "too slow: incomplete after %d ms, %d bytes received"
              .formatted(settings.limits().answer().toMillis(), read.get()),
          false,
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? FailureReasons.of(failure)
          : new PageFailure("not HTTP: " + e.getCause(), true, e);
    } finally {
      abortIfRunning(get, answer);
    }
  }

  /** Aborts a request. */
  private static void abortIfRunning(HttpGet get, FutureTask<Page> answer) {
    if (!answer.isDone()) {
      try {
        get.abort();
      } catch (IllegalStateException e) {
        // It has just completed, so its connection is already closed.
      }
    }
  }

  private Page fetch(HttpGet get, AtomicLong read) throws IOException {
    URI page = get.getURI();
    HttpHost host = new HttpHost(page.getHost(), page.getPort(), page.getScheme());
    try (CloseableHttpClient client = client(host);
        CloseableHttpResponse response = client.execute(host, get)) {
      Header location = response.getFirstHeader("Location");
      HttpEntity body = response.getEntity();
      MessageDigest digest = Sha256.digest();
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      if (body != null) {
        read(body, digest, kept, read);
      }
      return new Page(
          response.getStatusLine().getStatusCode(),
          Optional.ofNullable(location).map(Header::getValue),
          read.get(),
          Sha256.of(digest.digest()),
          kept.toString(charset(body)));
    }
  }

  private void read(
      HttpEntity body, MessageDigest digest, ByteArrayOutputStream kept, AtomicLong read)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    InputStream content = body.getContent(); // The response closes it without reading the rest.
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      digest.update(buffer, 0, n);
      if (settings.pages().text().isPresent()) {
        kept.write(buffer, 0, n);
      }
      if (read.addAndGet(n) > MAX_BYTES) {
        throw new PageFailure("too large: more than " + (MAX_BYTES >> 20) + " MiB", true);
      }
    }
  }

  private static Charset charset(HttpEntity body) {
    try {
      ContentType type = ContentType.get(body);
      return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    } catch (ParseException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  /** The client addresses the site by its name and port, but connects to the route's target. */
  private CloseableHttpClient client(HttpHost host) throws UnknownHostException {
    String name = withoutBrackets(host.getHostName());
    List<InetSocketAddress> endpoints = resolver.endpoints(route, name, port(host));
    int limit = Math.toIntExact(settings.limits().connect().toMillis());
    BasicHttpClientConnectionManager connections =
        new BasicHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", Tls.sockets(settings.trust()))
                .build(),
            StrictHttpParser.connections(),
            target -> endpoints.get(0).getPort(),
            ignored ->
                endpoints.stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new));
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout(limit)
                .setSocketTimeout(Math.toIntExact(settings.limits().answer().toMillis()))
                .build())
        .setUserAgent("mirage-maven-plugin")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  private static int port(HttpHost host) {
    if (host.getPort() > 0) {
      return host.getPort();
    }
    return host.getSchemeName().equals("https") ? 443 : 80;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
