package io.github.miragemaven.instance.verify;

import static io.github.miragemaven.instance.verify.TestSettings.expecting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.progress.RecordedProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every response gets a check that describes it. */
class AnyAnswerTest {

  private static final VerifySettings BLOG =
      expecting(VerifySettings.of("blog.example"), 200, "Hello")
          .withLimits(
              new Limits(
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(20),
                  Duration.ZERO,
                  1,
                  Duration.ofMillis(1)));

  @Property(tries = 50)
  void anyBytesAreAnAnswer(@ForAll byte[] bytes) throws Exception {
    check(bytes);
  }

  @Property(tries = 150)
  void anyMixOfWhatHttpHasIsAnAnswer(@ForAll("mixes") List<String> parts) throws Exception {
    check(String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
  }

  @Provide
  Arbitrary<List<String>> mixes() {
    return Arbitraries.of(
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 301 Moved\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 204 No Content\r\n",
            "HTTP/9.9 999 \r\n",
            "HTTP/1.1 two hundred\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: -5\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Type: text/html; charset=none\r\n",
            "Content-Type: ;;;\r\n",
            "Content-Encoding: gzip\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: unheard-of\r\n",
            "Location: /\r\n",
            "Location: ://\r\n",
            "Location:\r\n",
            ": \r\n",
            "\r\n",
            "5\r\nHello\r\n",
            "ffffffffffff\r\n",
            "0\r\n\r\n",
            "Hello",
            "\0")
        .list()
        .ofMaxSize(9);
  }

  private static void check(byte[] answer) throws Exception {
    try (TestSite site =
        TestSite.of((request, connection) -> connection.getOutputStream().write(answer))) {
      Verification seen =
          Verifier.verify(BLOG, (host, port) -> site.address(), new RecordedProgress());
      assertThat(seen.checks()).hasSize(2);
      assertThat(seen.checks().get(1).seen()).isNotBlank().doesNotContain("Exception");
    }
  }
}
