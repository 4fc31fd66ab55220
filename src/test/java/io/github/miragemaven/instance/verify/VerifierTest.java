package io.github.miragemaven.instance.verify;

import static io.github.miragemaven.instance.verify.TestSettings.asking;
import static io.github.miragemaven.instance.verify.TestSettings.closing;
import static io.github.miragemaven.instance.verify.TestSettings.expecting;
import static io.github.miragemaven.instance.verify.TestSettings.on;
import static io.github.miragemaven.instance.verify.TestSettings.serving;
import static io.github.miragemaven.instance.verify.TestSite.page;
import static io.github.miragemaven.instance.verify.TestSite.send;
import static io.github.miragemaven.instance.verify.TestSite.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {

  private static final Limits ONCE =
      new Limits(
          Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ZERO, 1, Duration.ofMillis(1));

  /** Much longer than a loopback server needs, but short. */
  private static final Limits PATIENT =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          3,
          Duration.ofMillis(1));

  private static final VerifySettings BLOG = VerifySettings.of("blog.example").withLimits(ONCE);

  @TempDir Path directory;

  @Test
  void acceptsSiteRequestedByItsName() throws Exception {
    try (TestSite site = TestSite.of(page(200, "<h1>Hello</h1>"))) {
      Verification seen = verify(expecting(BLOG, 200, "Hello"), site);
      assertThat(seen.passed()).as(seen.summary()).isTrue();
      assertThat(seen.connected()).isTrue();
      assertThat(site.requests().get(0).headers()).contains("Host: blog.example");
      assertThat(seen.summary())
          .isEqualTo("http://blog.example passed verification: 2 of 2 checks passed");
    }
  }

  @Test
  void sendsNonDefaultPortInHostHeader() throws Exception {
    try (TestSite site = TestSite.of(page(200, ""))) {
      verify(asking(on(BLOG, "http", 8080), "/a b/ü?q=1&r=%20"), site);
      assertThat(site.requests().get(0).headers()).contains("Host: blog.example:8080");
      assertThat(site.requests().get(0).target()).isEqualTo("/a%20b/%C3%BC?q=1&r=%2520");
    }
  }

  @Test
  void detectsWrongStatus() throws Exception {
    try (TestSite site = TestSite.of(page(404, "gone"))) {
      assertThat(firstPage(BLOG, site).seen()).isEqualTo("status 404, 4 bytes");
      assertThat(firstPage(expecting(BLOG, 404), site).passed()).isTrue();
    }
  }

  @Test
  void detectsMissingText() throws Exception {
    try (TestSite site = TestSite.of(page(200, "It works!"))) {
      assertThat(firstPage(expecting(BLOG, 200, "Hello"), site).seen())
          .isEqualTo("status 200, 9 bytes, without the expected text");
    }
  }

  @Test
  void decodesPageInItsCharset() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              write(
                  connection, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n");
              write(connection, "Content-Length: 1\r\n\r\n");
              connection.getOutputStream().write(0xFC);
            })) {
      assertThat(firstPage(expecting(BLOG, 200, "ü"), site).passed()).isTrue();
    }
  }

  @Test
  void comparesEachPageWithTheGeneratedSite() throws Exception {
    Files.createDirectories(directory.resolve("about"));
    Files.writeString(directory.resolve("index.html"), "front");
    Files.writeString(directory.resolve("about/index.html"), "about");
    Files.writeString(directory.resolve("style.css"), "css");
    try (TestSite site =
        TestSite.of(
            (request, connection) ->
                send(
                    connection,
                    200,
                    request.target().startsWith("/about")
                        ? "about"
                        : request.target().equals("/") ? "front" : "old css"))) {
      Verification seen =
          verify(
              asking(serving(BLOG, directory), "/", "/about/", "/about", "/style.css", "/no.html"),
              site);
      assertThat(seen.checks().stream().map(Check::passed))
          .containsExactly(true, true, true, true, false, false);
      assertThat(seen.checks().get(1).expected()).isEqualTo("status 200, the page index.html");
      assertThat(seen.checks().get(2).expected()).contains("about/index.html");
      assertThat(seen.checks().get(4).seen())
          .startsWith("status 200, 7 bytes, different from the generated page: SHA-256 ");
      assertThat(seen.checks().get(5).seen())
          .isEqualTo("not requested: the generated site has no such page");
    }
  }

  @Test
  void followsRedirectsOnTheSameHost() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              switch (request.target()) {
                case "/" -> send(connection, 301, "", "Location: /blog");
                case "/blog" ->
                    send(connection, 302, "", "Location: http://BLOG.example/blog/#top");
                default -> send(connection, 200, request.target());
              }
            })) {
      assertThat(firstPage(expecting(BLOG, 200, "/blog/"), site).passed()).isTrue();
      assertThat(firstPage(expecting(BLOG, 301), site).passed()).isTrue();
    }
  }

  @Test
  void doesNotFollowRedirectToAnotherHost() throws Exception {
    try (TestSite site = TestSite.of(page(301, "", "Location: http://parked.example/"))) {
      assertThat(firstPage(BLOG, site).seen())
          .isEqualTo("redirect (301) to http://parked.example/, which is not on blog.example");
    }
    try (TestSite site = TestSite.of(page(302, "", "Location: ftp://blog.example/ \"\""))) {
      assertThat(firstPage(BLOG, site).seen()).contains("which is not on blog.example");
    }
    try (TestSite site = TestSite.of(page(302, ""))) {
      assertThat(firstPage(BLOG, site).seen()).isEqualTo("status 302 without a Location");
    }
  }

  @Test
  void detectsRedirectLoop() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) ->
                send(
                    connection,
                    301,
                    "",
                    "Location: " + (request.target().equals("/") ? "/a" : "/")))) {
      assertThat(firstPage(BLOG, site).seen())
          .isEqualTo(
              "redirect loop: http://blog.example/ -> http://blog.example/a ->"
                  + " http://blog.example/");
    }
  }

  @Test
  void followsAtMostFiveRedirects() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) ->
                send(connection, 307, "", "Location: " + request.target() + "x"))) {
      assertThat(firstPage(BLOG, site).seen()).startsWith("more than 5 redirects: ");
      assertThat(site.requests()).hasSize(6);
    }
  }

  @Test
  void detectsSlowPage() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              while (true) {
                write(connection, ".");
                Thread.sleep(20);
              }
            })) {
      Limits hasty =
          new Limits(
              Duration.ofSeconds(5),
              Duration.ofMillis(300),
              Duration.ZERO,
              1,
              Duration.ofMillis(1));
      assertThat(firstPage(BLOG.withLimits(hasty), site).seen())
          .startsWith("too slow: incomplete after 300 ms, ");
    }
  }

  @Test
  void detectsResetConnection() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              connection.setSoLinger(true, 0);
              connection.close();
            })) {
      assertThat(firstPage(BLOG, site).seen()).isEqualTo("connection reset");
    }
  }

  @Test
  void detectsEmptyResponse() throws Exception {
    try (TestSite site = TestSite.of((request, connection) -> {})) {
      assertThat(firstPage(BLOG, site).seen())
          .isEqualTo("empty response: the server closed the connection");
    }
  }

  @Test
  void detectsTruncatedResponse() throws Exception {
    for (String half :
        List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<h1>He",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHe")) {
      try (TestSite site = TestSite.of((request, connection) -> write(connection, half))) {
        assertThat(firstPage(BLOG, site).seen())
            .isEqualTo("incomplete response: the server closed the connection");
      }
    }
  }

  @Test
  void detectsOtherProtocol() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              write(connection, "SSH-2.0-OpenSSH_9.2p1\r\n");
              Thread.sleep(60_000);
            })) {
      assertThat(firstPage(BLOG, site).seen())
          .isEqualTo("not HTTP: the response begins with \"SSH-2.0-OpenSSH_9.2p1\"");
    }
    try (TestSite site =
        TestSite.of(
            (request, connection) ->
                write(
                    connection,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\nworld"))) {
      assertThat(firstPage(BLOG, site).seen()).startsWith("not HTTP: ");
    }
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              write(connection, "HTTP/1.1 200 OK\r\nX: ");
              while (true) {
                write(connection, "y".repeat(10_000));
              }
            })) {
      assertThat(firstPage(BLOG, site).seen()).startsWith("not HTTP: ");
    }
  }

  @Test
  void stopsReadingEndlessPage() throws Exception {
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              write(connection, "HTTP/1.1 200 OK\r\n\r\n");
              byte[] mebibyte = new byte[1 << 20];
              while (true) {
                connection.getOutputStream().write(mebibyte);
              }
            })) {
      assertThat(firstPage(BLOG, site).seen()).isEqualTo("too large: more than 64 MiB");
    }
  }

  @Test
  void detectsClosedPort() throws Exception {
    Verification seen = verify(closing(BLOG, new Ports(List.of(22))), (host, port) -> closedPort());
    assertThat(seen.connected()).isFalse();
    assertThat(seen.checks().get(0).seen()).isEqualTo("refused at 127.0.0.1");
    assertThat(seen.failures()).hasSize(3);
    assertThat(seen.summary())
        .isEqualTo(
            "http://blog.example failed verification: TCP port 80: refused at 127.0.0.1"
                + " (expected: open).");
  }

  @Test
  void detectsUnresolvableName() throws Exception {
    Verification seen =
        new Verifier(
                BLOG,
                Route.direct(),
                name -> {
                  throw new UnknownHostException(name);
                },
                new RecordedProgress())
            .verify();
    assertThat(seen.checks().get(0).seen()).isEqualTo("unknown host");
  }

  @Test
  void usesTheAddressThatAnswers() throws Exception {
    try (TestSite site = TestSite.of(page(200, "Hello"))) {
      InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
      Verification seen =
          new Verifier(
                  on(BLOG, "http", site.port()),
                  Route.direct(),
                  name -> List.of(other, site.address().getAddress()),
                  new RecordedProgress())
              .verify();
      assertThat(seen.passed()).as(seen.summary()).isTrue();
      assertThat(seen.checks().get(0).seen()).contains("at 127.0.0.2, open at 127.0.0.1");
    }
  }

  @Test
  void reachesIpv6() throws Exception {
    InetAddress loopback = Inet6Address.getByName("::1");
    assumeThat(NetworkInterface.getByInetAddress(loopback)).as("IPv6 on this machine").isNotNull();
    try (TestSite site =
        TestSite.on(loopback, ServerSocketFactory.getDefault(), page(200, "Hello"))) {
      VerifySettings settings =
          on(VerifySettings.of("[::1]").withLimits(ONCE), "http", site.port());
      Verification seen = Verifier.verify(settings, Route.direct(), new RecordedProgress());
      assertThat(seen.passed()).as(seen.summary()).isTrue();
      assertThat(site.requests().get(0).headers()).contains("Host: [::1]:" + site.port());
    }
  }

  @Test
  void waitsForBootingSite() throws Exception {
    try (TestSite site = TestSite.of(page(200, "Hello"))) {
      AtomicInteger asked = new AtomicInteger();
      Verification seen =
          verify(
              BLOG.withLimits(PATIENT),
              (host, port) -> asked.incrementAndGet() < 5 ? closedPort() : site.address());
      assertThat(seen.passed()).as(seen.summary()).isTrue();
    }
  }

  @Test
  void retriesUnansweredRequests() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (TestSite site =
        TestSite.of(
            (request, connection) -> {
              switch (asked.incrementAndGet()) {
                case 1, 2, 3 -> send(connection, 503, "no target is healthy");
                case 4 -> connection.close();
                default -> send(connection, 200, "Hello");
              }
            })) {
      assertThat(firstPage(BLOG.withLimits(PATIENT), site).passed()).isTrue();
    }
  }

  @Test
  void limitsRetriesOfWrongResponses() throws Exception {
    try (TestSite site = TestSite.of(page(404, ""))) {
      assertThat(firstPage(BLOG.withLimits(PATIENT), site).passed()).isFalse();
      assertThat(site.requests()).hasSize(PATIENT.attempts());
    }
  }

  @Test
  void detectsPortThatShouldBeClosed() throws Exception {
    try (TestSite site = TestSite.of(page(200, ""));
        TestSite shell = TestSite.of(page(200, ""))) {
      Verification seen =
          verify(
              closing(BLOG, Ports.parse("closed", "21-23,80")),
              (host, port) ->
                  switch (port) {
                    case 80 -> site.address();
                    case 22 -> shell.address();
                    default -> closedPort();
                  });
      Check closed = seen.failures().get(0);
      assertThat(closed.name()).isEqualTo("closed TCP ports 21-23");
      assertThat(closed.seen()).isEqualTo("open: 22");
    }
  }

  @Test
  void treatsSilentPortAsClosed() throws Exception {
    try (TestSite site = TestSite.of(page(200, ""));
        FullQueue silent = new FullQueue()) {
      Limits hasty =
          new Limits(
              Duration.ofMillis(500),
              Duration.ofSeconds(20),
              Duration.ZERO,
              1,
              Duration.ofMillis(1));
      Verification seen =
          verify(
              closing(BLOG.withLimits(hasty), Ports.parse("closed", "1-2000")),
              (host, port) ->
                  port == 80 ? site.address() : port == 22 ? silent.address() : closedPort());
      assertThat(seen.passed()).as(seen.summary()).isTrue();
      assertThat(seen.checks().get(2).seen()).isEqualTo("1998 refused, 1 no response");
    }
  }

  private Verification verify(VerifySettings settings, TestSite site) throws Exception {
    return verify(settings, (host, port) -> site.address());
  }

  private Verification verify(VerifySettings settings, Route route) throws Exception {
    return Verifier.verify(settings, route, new RecordedProgress());
  }

  /** The check of the first page. */
  private Check firstPage(VerifySettings settings, TestSite site) throws Exception {
    return verify(settings, site).checks().get(1);
  }

  /** A port without a listener: it was just free. */
  private static InetSocketAddress closedPort() {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
