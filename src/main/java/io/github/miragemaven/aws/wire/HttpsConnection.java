package io.github.miragemaven.aws.wire;

import io.github.miragemaven.tls.TlsChannel;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** A connection over TLS that takes one call after the other. */
final class HttpsConnection implements Closeable {

  private final SocketChannel tcp;
  private final TlsChannel tls;
  private final OutputStream out;
  private final AnswerReader answers;

  private HttpsConnection(SocketChannel tcp, TlsChannel tls) {
    this.tcp = tcp;
    this.tls = tls;
    this.out = tls.output();
    this.answers = new AnswerReader(tls.input());
  }

  /**
   * Makes one of a connection without TLS.
   *
   * @param host whom the server's certificate has to be for
   */
  static HttpsConnection over(SocketChannel tcp, SSLContext tls, String host, int port)
      throws IOException {
    tcp.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SSLEngine engine = tls.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return new HttpsConnection(tcp, TlsChannel.open(tcp, engine));
  }

  /** Sends a call. */
  void send(byte[] head, ReadableByteChannel body) throws IOException {
    out.write(head);
    tls.transferFrom(body);
    out.flush();
  }

  /** Waits for the answer to a call. */
  Answer answer() throws IOException {
    return answers.next();
  }

  boolean isOpen() {
    return tcp.isOpen();
  }

  /** Closes it, from any thread: a call that is under way fails then. */
  @Override
  public void close() throws IOException {
    tcp.close();
  }
}
