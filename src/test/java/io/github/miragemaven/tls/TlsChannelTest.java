package io.github.miragemaven.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.local.http.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two ends on loopback, each with the native TLS or with Java's own. */
class TlsChannelTest {

  private static final TlsIdentity IDENTITY = TlsIdentity.create();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ServerSocketChannel listener;
  private SocketChannel near;
  private SocketChannel far;

  @BeforeEach
  void connect() throws IOException {
    listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    near = SocketChannel.open(listener.getLocalAddress());
    far = listener.accept();
  }

  @AfterEach
  void disconnect() throws IOException {
    threads.shutdownNow();
    near.close();
    far.close();
    listener.close();
  }

  static Stream<Arguments> ends() {
    List<Boolean> kinds = List.of(true, false);
    return kinds.stream().flatMap(near -> kinds.stream().map(far -> Arguments.of(near, far)));
  }

  private static SSLContext context(boolean fastest, KeyManager[] keys, TrustManager... trust) {
    return fastest ? TlsContexts.fastest(keys, trust) : TlsContexts.own(keys, trust);
  }

  private static SSLContext trusting(boolean fastest, TrustManager trusted) {
    return context(fastest, new KeyManager[0], trusted);
  }

  private static SSLEngine client(SSLContext context, String host) {
    SSLEngine engine = context.createSSLEngine(host, 443);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLEngine client(boolean fastest) {
    return client(trusting(fastest, IDENTITY.trustManager()), "127.0.0.1");
  }

  private static SSLEngine server(boolean fastest) {
    SSLEngine engine = context(fastest, IDENTITY.keyManagers()).createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  /** The far end reads so many bytes and sends them back. */
  private Future<byte[]> echo(boolean fastest, int length) {
    return threads.submit(
        () -> {
          TlsChannel channel = TlsChannel.open(far, server(fastest));
          byte[] all = channel.input().readNBytes(length);
          channel.output().write(all);
          channel.output().flush();
          channel.end();
          return all;
        });
  }

  @ParameterizedTest
  @MethodSource("ends")
  void carriesBytesOfAnyNumberBothWays(boolean nearFastest, boolean farFastest) throws Exception {
    int[] lengths = {0, 1, 2, 16_383, 16_384, 16_385, 100_000, 3 << 20};
    int flushed = (int) IntStream.of(lengths).filter(length -> length % 2 == 1).count();
    Future<byte[]> echo = echo(farFastest, IntStream.of(lengths).sum() + flushed);
    TlsChannel channel = TlsChannel.open(near, client(nearFastest));
    Random random = new Random(7);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int length : lengths) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      sent.writeBytes(bytes);
      channel.output().write(bytes);
      if (length % 2 == 1) {
        channel.output().write('!');
        sent.write('!');
        channel.output().flush();
      }
    }
    channel.output().flush();

    assertThat(Arrays.mismatch(echo.get(), sent.toByteArray())).isEqualTo(-1);
    assertThat(Arrays.mismatch(channel.input().readAllBytes(), sent.toByteArray())).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void carriesWhatAChannelGivesBehindWhatWasWritten(boolean nearFastest, boolean farFastest)
      throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(8).nextBytes(bytes);
    Future<byte[]> echo = echo(farFastest, bytes.length);
    TlsChannel channel = TlsChannel.open(near, client(nearFastest));

    channel.output().write(bytes, 0, 700);
    channel.transferFrom(
        Channels.newChannel(new ByteArrayInputStream(bytes, 700, bytes.length - 701)));
    channel.output().write(bytes, bytes.length - 1, 1);
    channel.output().flush();

    assertThat(Arrays.mismatch(echo.get(), bytes)).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void saysNothingInTheClear(boolean nearFastest, boolean farFastest) throws Exception {
    byte[] secret = "what no one in between may read".repeat(100).getBytes(US_ASCII);
    try (Wiretap tap = new Wiretap()) {
      Future<byte[]> echo =
          threads.submit(
              () -> {
                TlsChannel channel = TlsChannel.open(tap.far(), server(farFastest));
                return channel.input().readAllBytes();
              });
      TlsChannel channel = TlsChannel.open(tap.near(), client(nearFastest));
      channel.output().write(secret);
      channel.output().flush();
      channel.end();

      assertThat(echo.get()).isEqualTo(secret);
      assertThat(new String(tap.heard(), ISO_8859_1))
          .hasSizeGreaterThan(secret.length)
          .doesNotContain("in between");
    }
  }

  /**
   * Two connections, with someone in the middle who keeps what goes from the near to the far end.
   */
  private final class Wiretap implements AutoCloseable {

    private final SocketChannel outer = SocketChannel.open(listener.getLocalAddress());
    private final SocketChannel inner = listener.accept();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Wiretap() throws IOException {
      threads.execute(() -> passing(far, outer, heard));
      threads.execute(() -> passing(outer, far, new ByteArrayOutputStream()));
    }

    SocketChannel near() {
      return near;
    }

    SocketChannel far() {
      return inner;
    }

    synchronized byte[] heard() {
      return heard.toByteArray();
    }

    private void passing(SocketChannel from, SocketChannel to, ByteArrayOutputStream kept) {
      try {
        pass(from, to, kept);
      } catch (IOException e) {
        // The test is over.
      }
    }

    private void pass(SocketChannel from, SocketChannel to, ByteArrayOutputStream kept)
        throws IOException {
      ByteBuffer some = ByteBuffer.allocate(1000);
      while (from.read(some) >= 0) {
        synchronized (this) {
          kept.write(some.array(), 0, some.position());
        }
        to.write(some.flip());
        some.clear();
      }
      to.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      outer.close();
      inner.close();
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void noticesAnEndInsideTheStream(boolean nearFastest, boolean farFastest) throws Exception {
    Future<Integer> first =
        threads.submit(
            () -> {
              InputStream in = TlsChannel.open(far, server(farFastest)).input();
              int read = in.read();
              far.close();
              return read;
            });
    TlsChannel channel = TlsChannel.open(near, client(nearFastest));
    channel.output().write('x');
    channel.output().flush();

    assertThat(first.get()).isEqualTo('x');
    assertThat(channel.input().read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void trustsNoOneElsesCertificate(boolean nearFastest, boolean farFastest) {
    Future<byte[]> echo = echo(farFastest, 200);
    SSLContext context = trusting(nearFastest, TlsIdentity.create().trustManager());

    assertThatThrownBy(() -> TlsChannel.open(near, client(context, "127.0.0.1")))
        .isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(
            () -> {
              near.close();
              echo.get();
            })
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void trustsNoCertificateOfAnotherName(boolean nearFastest, boolean farFastest) {
    assertThat(echo(farFastest, 200)).isNotDone();
    SSLContext context = trusting(nearFastest, IDENTITY.trustManager());

    assertThatThrownBy(() -> TlsChannel.open(near, client(context, "example.org")))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void refusesWhatIsNoTls(boolean nearFastest, boolean farFastest) throws Exception {
    far.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII)));

    assertThatThrownBy(() -> TlsChannel.open(near, client(nearFastest)))
        .isInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void refusesARecordThatWasChanged(boolean nearFastest, boolean farFastest) throws Exception {
    Future<byte[]> echo = echo(farFastest, 200);
    TlsChannel channel = TlsChannel.open(near, client(nearFastest));
    byte[] forged = new byte[5 + 100]; // Application data, TLS 1.2, 100 bytes.
    System.arraycopy(new byte[] {23, 3, 3, 0, 100}, 0, forged, 0, 5);
    channel.output().write('x');
    channel.output().flush();
    near.write(ByteBuffer.wrap(forged));

    assertThatThrownBy(echo::get).hasCauseInstanceOf(SSLException.class);
  }

  @Test
  void endsAWriteThatNoOneReadsWhenItIsClosed() throws Exception {
    Future<TlsChannel> other = threads.submit(() -> TlsChannel.open(far, server(true)));
    TlsChannel channel = TlsChannel.open(near, client(true));
    other.get();
    OutputStream out = channel.output();
    Future<?> writing =
        threads.submit(
            () -> {
              byte[] bytes = new byte[1 << 20];
              Arrays.fill(bytes, (byte) 'x');
              while (true) {
                out.write(bytes);
              }
            });
    near.close();

    assertThatThrownBy(writing::get).rootCause().isInstanceOf(ClosedChannelException.class);
  }
}
