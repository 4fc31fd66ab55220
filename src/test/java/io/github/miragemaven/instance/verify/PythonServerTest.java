package io.github.miragemaven.instance.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.tools.Slow;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
          VerifySettings.of("127.0.0.1")
              .on("http", Integer.parseInt(port.group(1)))
              .asking(List.of("/", "/about", "/about/", "/none"))
              .serving(site)
              .within(Limits.DEFAULT.until(Duration.ofSeconds(30)).trying(1));
      Verification seen = Verifier.verify(settings, Route.direct(), new RecordedProgress());
      assertThat(seen.checks().stream().map(Check::passed))
          .as(String.join("\n", seen.table()))
          .containsExactly(true, true, true, true, false);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }
}
