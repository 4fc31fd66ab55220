package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MojoTest
class VerifyGoalTest {

  private static final String POM = "src/test/projects/pom.xml";

  @TempDir Path directory;

  @Inject private MavenProject project;
  @Inject private MavenSession session;

  private final RecordedLog log = new RecordedLog();
  private HttpServer server;

  @BeforeEach
  void startServer() throws Exception {
    when(session.getUserProperties()).thenReturn(new Properties());
    when(session.getSystemProperties()).thenReturn(new Properties());
    when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
    project.getBuild().setDirectory(directory.resolve("target").toString());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  void acceptsASiteThatServesItsPages(VerifyMojo verify) throws Exception {
    Files.createDirectory(directory.resolve("site"));
    Files.writeString(directory.resolve("site/index.html"), "/");
    Files.createDirectory(directory.resolve("site/about"));
    Files.writeString(directory.resolve("site/about/index.html"), "/about/");
    verify.paths = List.of("/", "about/");
    verify.site = directory.resolve("site").toString();
    run(verify);
    assertThat(log.lines())
        .last()
        .isEqualTo(
            "INFO http://127.0.0.1:%d passed verification: 3 of 3 checks passed"
                .formatted(server.getAddress().getPort()));
    assertThat(directory.resolve("target/mirage/verify.xml")).content().contains("failures=\"0\"");
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  @MojoParameter(name = "text", value = "Welcome")
  @MojoParameter(name = "attempts", value = "1")
  void failsWithTheTableAndAdvice(VerifyMojo verify) {
    assertThatThrownBy(() -> run(verify))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("failed verification: GET /: status 200, 1 bytes")
        .hasMessageContaining("mvn mirage:console");
    assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR FAILED  GET /"));
    assertThat(directory.resolve("target/mirage/verify.xml")).content().contains("failures=\"1\"");
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  @MojoParameter(name = "site", value = "true")
  void refusesAMissingSite(VerifyMojo verify) {
    assertThatThrownBy(() -> run(verify))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.verify.site is true, but there is no such site.");
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  @MojoParameter(name = "scheme", value = "gopher")
  void refusesAnUnknownScheme(VerifyMojo verify) {
    assertThatThrownBy(() -> run(verify))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.verify.scheme is \"gopher\".");
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  @MojoParameter(name = "attempts", value = "0")
  void refusesANumberOutOfRange(VerifyMojo verify) {
    assertThatThrownBy(() -> run(verify))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.verify.attempts is 0.");
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  @MojoParameter(name = "scheme", value = "https")
  void takesSchemeAndPortOfAUrl(VerifyMojo verify) throws Exception {
    verify.setLog(log);
    verify.mirageDirectory = directory.resolve("target/mirage").toFile();
    verify.address = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
    verify.execute();
    assertThat(log.lines()).last().asString().contains("passed verification");
  }

  @Test
  @InjectMojo(goal = "verify", pom = POM)
  void needsAnAddressOrARegion(VerifyMojo verify) {
    assertThatThrownBy(verify::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("No AWS region is set");
  }

  private void run(VerifyMojo verify) throws Exception {
    verify.setLog(log);
    verify.mirageDirectory = directory.resolve("target/mirage").toFile();
    verify.address = "127.0.0.1";
    verify.port = server.getAddress().getPort();
    verify.execute();
  }
}
