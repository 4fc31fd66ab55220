package io.github.miragemaven.instance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.miragemaven.progress.RecordedProgress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifierTest {

  @Test
  void acceptsASiteThatAnswers() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page =
              exchange.getRequestHeaders().getFirst("Host").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try {
      Verification seen =
          Verifier.verify(
              VerifySettings.of("blog.example")
                  .expecting(200, java.util.Optional.of("blog.example"))
                  .within(Limits.DEFAULT.until(Duration.ofSeconds(5))),
              (host, port) -> server.getAddress(),
              new RecordedProgress());
      assertThat(seen.passed()).as(seen.summary()).isTrue();
    } finally {
      server.stop(0);
    }
  }
}
