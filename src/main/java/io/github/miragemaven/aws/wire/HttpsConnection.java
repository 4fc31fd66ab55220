package io.github.miragemaven.aws.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection over TLS that takes one call after the other. */
final class HttpsConnection implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Silence for so long means that no answer will come. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** As much as a TLS record holds (RFC 8446, section 5.1), so that each write is one record. */
  private static final int RECORD = 1 << 14;

  private static final int ANSWERS = 1 << 13;

  private final Socket tcp;
  private final OutputStream out;
  private final AnswerReader answers;
  private final byte[] record = new byte[RECORD];

  private HttpsConnection(Socket tcp, SSLSocket tls) throws IOException {
    this.tcp = tcp;
    this.out = tls.getOutputStream();
    this.answers = new AnswerReader(new BufferedInputStream(tls.getInputStream(), ANSWERS));
  }

  /** Connects to a server, which has to have a certificate for that name. */
  static HttpsConnection open(SSLSocketFactory factory, String host, int port) throws IOException {
    Socket tcp = new Socket();
    try {
      tcp.setTcpNoDelay(true);
      tcp.setSoTimeout((int) SILENCE.toMillis());
      tcp.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
      SSLSocket tls = (SSLSocket) factory.createSocket(tcp, host, port, true);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return new HttpsConnection(tcp, tls);
    } catch (IOException | RuntimeException e) {
      close(tcp);
      throw e;
    }
  }

  /** Sends a call, in as few records as it takes, and reads the answer. */
  Answer exchange(byte[] head, InputStream body) throws IOException {
    InputStream call = new SequenceInputStream(new ByteArrayInputStream(head), body);
    for (int length = call.readNBytes(record, 0, RECORD);
        length > 0;
        length = call.readNBytes(record, 0, RECORD)) {
      out.write(record, 0, length);
    }
    out.flush();
    return answers.next();
  }

  /**
   * Closes it, from any thread: a call that is under way fails then. TLS's own goodbye would wait
   * for a write that stalls, so it is left out.
   */
  @Override
  public void close() {
    close(tcp);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }
}
