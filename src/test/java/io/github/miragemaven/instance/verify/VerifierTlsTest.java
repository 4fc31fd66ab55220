package io.github.miragemaven.instance.verify;

import static io.github.miragemaven.instance.verify.TestSettings.expecting;
import static io.github.miragemaven.instance.verify.TestSettings.on;
import static io.github.miragemaven.instance.verify.TestSettings.trusting;
import static io.github.miragemaven.instance.verify.TestSite.page;
import static io.github.miragemaven.instance.verify.TestSite.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.RecordedProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTlsTest {

  private static final VerifySettings BLOG =
      on(VerifySettings.of("blog.example"), "https", 443)
          .withLimits(
              new Limits(
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(20),
                  Duration.ZERO,
                  1,
                  Duration.ofMillis(1)));

  @TempDir static Path directory;

  private static TestCertificate good;
  private static TestCertificate wrongName;
  private static TestCertificate expired;
  private static TestCertificate ofTheFuture;

  @BeforeAll
  static void makeCertificates() throws Exception {
    good = TestCertificate.of(directory, "blog.example", "-1d");
    wrongName = TestCertificate.of(directory, "shop.example", "-1d");
    expired = TestCertificate.of(directory, "blog.example", "-20d");
    ofTheFuture = TestCertificate.of(directory, "blog.example", "+5d");
  }

  @Test
  void requestsAndVerifiesByNameRegardlessOfRoute() throws Exception {
    List<SNIServerName> names = new CopyOnWriteArrayList<>();
    try (TestSite site =
        TestSite.on(
            TestSite.loopback(),
            good.sockets(),
            (request, connection) -> {
              ExtendedSSLSession session =
                  (ExtendedSSLSession) ((SSLSocket) connection).getSession();
              names.addAll(session.getRequestedServerNames());
              send(connection, 200, "Hello");
            })) {
      Verification seen = verify(trusting(BLOG, Trust.in(good.pem())), site);
      assertThat(seen.passed()).as(seen.summary()).isTrue();
      assertThat(names).hasToString("[type=host_name (0), value=blog.example]");
      assertThat(site.requests().get(0).headers()).contains("Host: blog.example");
    }
  }

  @Test
  void detectsExpiredCertificate() throws Exception {
    assertThat(seen(expired, Trust.in(expired.pem()))).isEqualTo("bad certificate: it has expired");
  }

  @Test
  void detectsCertificateNotYetValid() throws Exception {
    assertThat(seen(ofTheFuture, Trust.in(ofTheFuture.pem())))
        .isEqualTo("bad certificate: it is not valid yet");
  }

  @Test
  void detectsCertificateForAnotherName() throws Exception {
    assertThat(seen(wrongName, Trust.in(wrongName.pem())))
        .startsWith("bad certificate: it is for another host name: ")
        .contains("blog.example")
        .contains("shop.example");
  }

  @Test
  void detectsUntrustedCertificate() throws Exception {
    assertThat(seen(good, Trust.ofJava()))
        .isEqualTo("bad certificate: it was not issued by a trusted CA");
    assertThat(seen(good, Trust.in(wrongName.pem())))
        .isEqualTo("bad certificate: it was not issued by a trusted CA");
  }

  @Test
  void acceptsAnyCertificateIfInsecure() throws Exception {
    assertThat(seen(wrongName, Trust.insecure())).isEqualTo("status 200, 5 bytes");
  }

  @Test
  void detectsPortWithoutTls() throws Exception {
    try (TestSite site = TestSite.greeting("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(verify(BLOG, site).checks().get(1).seen()).isEqualTo("the port does not use TLS");
    }
  }

  @Test
  void followsRedirectToHttps() throws Exception {
    try (TestSite plain = TestSite.of(page(301, "", "Location: https://blog.example/"));
        TestSite secure = TestSite.on(TestSite.loopback(), good.sockets(), page(200, "Hello"))) {
      Verification seen =
          Verifier.verify(
              trusting(expecting(on(BLOG, "http", 80), 200, "Hello"), Trust.in(good.pem())),
              (host, port) -> port == 443 ? secure.address() : plain.address(),
              new RecordedProgress());
      assertThat(seen.passed()).as(seen.summary()).isTrue();
    }
  }

  @Test
  void refusesFileWithoutCertificate() throws Exception {
    Path file = Files.writeString(directory.resolve("ca.pem"), "certificate");
    assertThatThrownBy(() -> Trust.in(file))
        .isInstanceOf(UserFailureException.class)
        .hasMessageStartingWith("mirage.verify.trust is " + file)
        .hasMessageContaining("-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> Trust.in(directory.resolve("none.pem")))
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("the file cannot be read");
  }

  private String seen(TestCertificate certificate, Trust trust) throws Exception {
    try (TestSite site =
        TestSite.on(TestSite.loopback(), certificate.sockets(), page(200, "Hello"))) {
      return verify(trusting(BLOG, trust), site).checks().get(1).seen();
    }
  }

  private static Verification verify(VerifySettings settings, TestSite site) throws Exception {
    return Verifier.verify(settings, (host, port) -> site.address(), new RecordedProgress());
  }
}
