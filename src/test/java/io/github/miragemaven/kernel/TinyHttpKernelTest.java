package io.github.miragemaven.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the test kernel that serves a page with QEMU's user networking. */
class TinyHttpKernelTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path directory;
  private static Path kernel;
  private static int port;
  private static TinyMachine machine;

  @BeforeAll
  static void startMachine() throws IOException {
    kernel = Files.write(directory.resolve("http.elf"), SampleKernels.tiny("http.elf"));
    port = TinyMachine.freePort();
    machine = TinyMachine.start(kernel, "greeting=<hello>&bye", TinyMachine.network(port, ":80"));
    machine.linesTo("listening on ");
  }

  @AfterAll
  static void stopMachine() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void answersGetAtAnyPathWithAPageThatShowsNameAndCommandLine() throws Exception {
    HttpResponse<String> response = request("GET", "/some/where?x=y");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map())
        .containsEntry("content-type", List.of("text/html; charset=utf-8"))
        .containsEntry("connection", List.of("close"))
        .containsEntry("content-length", List.of(String.valueOf(response.body().length())));
    assertThat(response.body())
        .contains("<h1>mirage-maven-plugin tiny HTTP kernel</h1>")
        .contains(kernel + " greeting=&lt;hello&gt;&amp;bye");
  }

  @Test
  void answersHeadAsGetButWithoutThePage() throws Exception {
    HttpResponse<String> response = request("HEAD", "/");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers()).isEqualTo(request("GET", "/").headers());
    assertThat(response.body()).isEmpty();
  }

  @Test
  void allowsNoOtherMethod() throws Exception {
    HttpResponse<String> response = request("PUT", "/");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @Test
  void answersMalformedRequestsWith400() throws Exception {
    try (Socket client = connect()) {
      send(client, "hello\r\n\r\n");
      assertThat(received(client)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @Test
  void answersManyRequests() throws Exception {
    for (int i = 0; i < 200; i++) {
      assertThat(request("GET", "/" + i).statusCode()).isEqualTo(200);
    }
  }

  /** Three at most, since QEMU queues only two connections and drops others. */
  @Test
  void answersClientsAtTheSameTime() throws Exception {
    int clients = 3;
    Callable<Integer> client =
        () -> {
          int right = 0;
          for (int i = 0; i < 50; i++) {
            right += request("GET", "/" + i).statusCode() == 200 ? 1 : 0;
          }
          return right;
        };
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      for (Future<Integer> right : threads.invokeAll(Collections.nCopies(clients, client))) {
        assertThat(right.get()).isEqualTo(50);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void answersOtherRequestsDuringAnIncompleteOne() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        slow.add(connect());
        send(slow.get(i), "GET /slow HT");
        assertThat(request("GET", "/fast").statusCode()).isEqualTo(200);
      }
      for (Socket client : slow) {
        send(client, "TP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(received(client)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("</html>\n");
      }
    } finally {
      for (Socket client : slow) {
        client.close();
      }
    }
  }

  @Test
  void survivesClientsThatDisconnectEarly() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Socket client = connect()) {
        client.setSoLinger(true, 0);
        send(client, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".substring(i % 30));
      }
      assertThat(request("GET", "/" + i).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void listensOnTheAddressAndPortOfItsCommandLine() throws Exception {
    int otherPort = TinyMachine.freePort();
    String commandLine = "--ipv4=10.0.2.99/16 --ipv4-gateway=10.0.2.3 --http=8080";
    String[] device = TinyMachine.network(otherPort, "10.0.2.99:8080");
    try (TinyMachine other = TinyMachine.start(kernel, commandLine, device)) {
      assertThat(other.linesTo("listening on "))
          .containsExactly(
              "mirage-maven-plugin tiny HTTP kernel",
              "command line: " + kernel + " " + commandLine,
              "network: 52:54:00:12:34:56, 10.0.2.99/16, gateway 10.0.2.3, event index",
              "listening on 10.0.2.99:8080");
      assertThat(request("GET", "/found", otherPort).body()).contains(commandLine);
      assertThat(other.linesTo("10.0.2.2 ")).containsExactly("10.0.2.2 GET /found 200");
    }
  }

  @Test
  void reportsAMissingNetworkAndStops() throws Exception {
    try (TinyMachine other = TinyMachine.start(kernel, "")) {
      assertThat(other.linesToTheEnd())
          .last()
          .asString()
          .startsWith("no virtio network device here");
    }
  }

  @Test
  void reportsAnInvalidOptionAndStops() throws Exception {
    try (TinyMachine other = TinyMachine.start(kernel, "a --ipv4=10.0.2.15 b")) {
      assertThat(other.linesToTheEnd()).contains("wrong option: --ipv4=10.0.2.15");
    }
  }

  private static HttpResponse<String> request(String method, String path) throws Exception {
    return request(method, path, port);
  }

  private static HttpResponse<String> request(String method, String path, int at) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
            .method(method, BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static void send(Socket client, String text) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String received(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
