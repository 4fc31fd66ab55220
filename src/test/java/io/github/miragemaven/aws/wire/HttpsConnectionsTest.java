package io.github.miragemaven.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.local.http.TlsIdentity;
import io.github.miragemaven.tls.TlsContexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Against a TLS server that answers each call of {@value #LENGTH} bytes as it is told to. */
class HttpsConnectionsTest {

  /** More than a TLS record, and not a multiple of one. */
  private static final int LENGTH = 100_000;

  private static final byte[] HEAD = "PUT / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String KEPT = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
  private static final String LAST =
      "HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final TlsIdentity identity = TlsIdentity.create();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private SSLServerSocket server;
  private volatile String answer = KEPT;

  @BeforeEach
  void serve() throws IOException {
    serve("127.0.0.1");
  }

  private void serve(String address) throws IOException {
    server =
        (SSLServerSocket)
            identity
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getByName(address));
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              opened.incrementAndGet();
              threads.execute(() -> serve(socket));
            } catch (IOException e) {
              // The server was closed, which ends the loop.
            }
          }
        });
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      while (in.readNBytes(HEAD.length + LENGTH).length > 0) {
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      ended.incrementAndGet();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private HttpsConnections connections(String host, Duration limit) {
    SSLContext context =
        TlsContexts.fastest(new KeyManager[0], new TrustManager[] {identity.trustManager()});
    return new HttpsConnections(context, host, server.getLocalPort(), limit);
  }

  private static Answer call(HttpsConnections connections) throws IOException {
    return connections.call(HEAD, Channels.newChannel(new ByteArrayInputStream(new byte[LENGTH])));
  }

  @Test
  void oneConnectionTakesAllCalls() throws Exception {
    try (HttpsConnections connections = connections("127.0.0.1", LONG)) {
      for (int i = 0; i < 5; i++) {
        assertThat(call(connections).status()).isEqualTo(201);
      }
    }
    assertThat(opened).hasValue(1);
  }

  @Test
  void opensAnotherWhereTheServerEndsOne() throws Exception {
    answer = LAST;
    try (HttpsConnections connections = connections("127.0.0.1", LONG)) {
      assertThat(call(connections).status()).isEqualTo(201);
      assertThat(call(connections).status()).isEqualTo(201);
    }
    assertThat(opened).hasValue(2);
  }

  @Test
  void takesAnotherAfterACallThatFailed() throws Exception {
    try (HttpsConnections connections = connections("127.0.0.1", LONG)) {
      answer = "SMTP\r\n";
      assertThatThrownBy(() -> call(connections)).isInstanceOf(IOException.class);
      answer = KEPT;
      assertThat(call(connections).status()).isEqualTo(201);
    }
    assertThat(opened).hasValue(2);
  }

  @Test
  void opensBeforehandWhatCallsThenGoOver() throws Exception {
    try (HttpsConnections connections = connections("127.0.0.1", LONG)) {
      connections.prepare(3);
      connections.prepare(3);
      for (int i = 0; i < 5; i++) {
        assertThat(call(connections).status()).isEqualTo(201);
      }
      connections.prepare(3);
      await(() -> opened.get() == 3);
    }
  }

  @Test
  void closesWhatWasOpenedForNothing() throws Exception {
    HttpsConnections connections = connections("127.0.0.1", LONG);
    connections.prepare(3);
    await(() -> opened.get() == 3);

    connections.close();

    await(() -> ended.get() == 3);
  }

  @Test
  void opensAnotherWhereOneCouldNotBeOpened() throws Exception {
    try (HttpsConnections connections =
        new HttpsConnections(SSLContext.getDefault(), "127.0.0.1", server.getLocalPort(), LONG)) {
      connections.prepare(1);
      assertThatThrownBy(() -> call(connections)).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void endsHandshakesThatNoOneAnswersWithItself() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      HttpsConnections connections =
          new HttpsConnections(SSLContext.getDefault(), "127.0.0.1", silent.getLocalPort(), LONG);
      connections.prepare(1);
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).isNotNegative();

        connections.close();

        while (accepted.getInputStream().read() >= 0) {
          // The rest of the client's first message.
        }
      }
    }
  }

  @Test
  void waitsForAConnectionThatIsBeingOpenedUntilItIsInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        HttpsConnections connections =
            new HttpsConnections(
                SSLContext.getDefault(), "127.0.0.1", silent.getLocalPort(), LONG)) {
      connections.prepare(1);
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> call(connections)).isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void givesACallUpThatGetsNoAnswer() throws Exception {
    answer = "";
    try (HttpsConnections connections = connections("127.0.0.1", Duration.ofMillis(200))) {
      assertThatThrownBy(() -> call(connections)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void givesACallUpThatTheServerDoesNotRead() throws Exception {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    answer = "";
    try (HttpsConnections connections = connections("127.0.0.1", Duration.ofMillis(300))) {
      assertThatThrownBy(() -> connections.call(HEAD, Channels.newChannel(endless)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("127.0.0.1 was silent for 0.3 s");
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere this address is not on loopback")
  void speaksToNoOneWithACertificateOfAnotherName() throws Exception {
    server.close();
    serve("127.0.0.2");
    try (HttpsConnections connections = connections("127.0.0.2", LONG)) {
      assertThatThrownBy(() -> call(connections)).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void speaksToNoOneWithACertificateThatIsNotTrusted() throws Exception {
    try (HttpsConnections connections =
        new HttpsConnections(SSLContext.getDefault(), "127.0.0.1", server.getLocalPort(), LONG)) {
      assertThatThrownBy(() -> call(connections)).isInstanceOf(SSLHandshakeException.class);
    }
  }
}
