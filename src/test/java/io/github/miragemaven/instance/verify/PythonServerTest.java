package io.github.miragemaven.instance.verify;

import static io.github.miragemaven.instance.verify.TestSettings.asking;
import static io.github.miragemaven.instance.verify.TestSettings.on;
import static io.github.miragemaven.instance.verify.TestSettings.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies a site on a third-party web server. */
@Slow
class PythonServerTest {

  private static final Pattern PORT = Pattern.compile("port (\\d+)");

  @TempDir Path site;

  @Test
  void verifiesSiteServedByPython() throws Exception {
    RealTool python = RealTool.require("python3", "python3");
    Files.createDirectories(site.resolve("about"));
    Files.writeString(site.resolve("index.html"), "<h1>Hello</h1>");
    Files.writeString(site.resolve("about/index.html"), "<h1>About</h1>");
    Process server =
        new ProcessBuilder(
                python.program().toString(), "-u", "-m", "http.server", "--bind", "127.0.0.1", "0")
            .directory(site.toFile())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
      Matcher port = PORT.matcher(lines.readLine());
      assertThat(port.find()).isTrue();
      VerifySettings settings =
          asking(
              serving(
                  on(
                      VerifySettings.of("127.0.0.1")
                          .withLimits(
                              Limits.DEFAULT.withDeadline(Duration.ofSeconds(30)).withAttempts(1)),
                      "http",
                      Integer.parseInt(port.group(1))),
                  site),
              "/",
              "/about",
              "/about/",
              "/none");
      Verification seen = Verifier.verify(settings, Route.direct(), new RecordedProgress());
      assertThat(seen.checks().stream().map(Check::passed))
          .as(String.join("\n", seen.table()))
          .containsExactly(true, true, true, true, false);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }
}
