package io.github.miragemaven.mirage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.Programs;
import io.github.miragemaven.tools.Slow;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The driver against the real {@code mirage} on the {@code PATH}, 4.9 or newer. Dependencies are
 * fetched from the network, unless {@code MIRAGE_TEST_DUNIVERSE} names a directory that has them.
 */
@Slow
class RealMirageTest extends MirageDriverContract {

  @BeforeEach
  void requireMirage() {
    assumeTrue(Programs.ofThisProcess().find("mirage").isPresent(), "mirage is not on the PATH");
  }

  @Test
  void suppliedUnikernelServesCurrentSite() throws Exception {
    UnikernelProject project = onMirage(UnikernelProject.withoutSources(directory));
    project.target = Target.UNIX;
    project.write("site/.well-known/security.txt", "Contact: nobody");
    project.write("site/_next/static/_app/app.js", "start()");
    project.write("site/.nojekyll", "");
    Path kernel = project.build();
    assertThat(kernel).isEqualTo(project.copy("dist/my-site")).isExecutable();
    try (Running unikernel = new Running(kernel)) {
      assertThat(unikernel.get("/").body()).isEqualTo("<h1>hello</h1>");
      assertThat(unikernel.get("/css/style.css").statusCode()).isEqualTo(200);
      assertThat(unikernel.get("/.well-known/security.txt").body()).isEqualTo("Contact: nobody");
      assertThat(unikernel.get("/_next/static/_app/app.js").statusCode()).isEqualTo(200);
      assertThat(unikernel.get("/.nojekyll").statusCode()).isEqualTo(200);
      assertThat(unikernel.get("/no-such-page").statusCode()).isEqualTo(404);
    }

    project.write("site/index.html", "<h1>changed</h1>");
    project.delete("site/css/style.css");
    project.startAfresh();
    project.build();
    assertThat(project.progress.lines()).noneMatch(line -> line.contains("configures"));
    try (Running unikernel = new Running(kernel)) {
      assertThat(unikernel.get("/").body()).isEqualTo("<h1>changed</h1>");
      assertThat(unikernel.get("/css/style.css").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNIX", "VIRTIO"})
  void kernelIsTheSameInAnotherDirectory(Target target) throws Exception {
    List<Sha256> kernels = new ArrayList<>();
    for (String name : List.of("one", "another")) {
      UnikernelProject project = onMirage(UnikernelProject.withoutSources(directory.resolve(name)));
      project.target = target;
      kernels.add(Sha256.ofFile(project.build()));
    }
    assertThat(kernels.get(0)).isEqualTo(kernels.get(1));
  }

  @Test
  void typeErrorShowsCompilersMessage() throws Exception {
    UnikernelProject project = UnikernelProject.withSources(directory);
    project.write("src/main/mirage/config.ml", UnikernelProject.CONFIG + "let x : int = \"one\"\n");
    project.target = Target.UNIX;
    assertThatThrownBy(project::build)
        .isInstanceOf(MirageException.class)
        .hasMessageStartingWith("mirage configure -f config.ml -t unix failed")
        .hasMessageContaining("let x : int = \"one\"");
  }

  @Override
  UnikernelProject onMirage(UnikernelProject project) throws IOException {
    Optional<Path> duniverse =
        Optional.ofNullable(System.getenv("MIRAGE_TEST_DUNIVERSE")).map(Path::of);
    if (duniverse.isPresent()) {
      Files.createDirectories(project.copy(""));
      Files.createSymbolicLink(project.copy("duniverse"), duniverse.get());
    }
    return project;
  }

  /** A unikernel that runs as a process and serves on a port of its own. */
  private static final class Running implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    Running(Path kernel) throws IOException {
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      process =
          new ProcessBuilder(kernel.toString(), "--http=" + port)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      while (process.isAlive()) {
        try {
          return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException notYet) {
          Thread.sleep(50);
        }
      }
      throw new IOException("The unikernel ended with exit code " + process.exitValue());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
