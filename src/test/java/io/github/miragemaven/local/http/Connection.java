package io.github.miragemaven.local.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client's connection. Requests are processed in order until one side closes it. */
final class Connection implements Runnable {

  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final SSLContext tls;
  private final Handler handler;
  private final Path spool;
  private final CountDownLatch closed = new CountDownLatch(1);

  Connection(Socket socket, SSLContext tls, Handler handler, Path spool) {
    this.socket = socket;
    this.tls = tls;
    this.handler = handler;
    this.spool = spool;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      try (SSLSocket secured =
          (SSLSocket)
              tls.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), false)) {
        secured.setUseClientMode(false);
        serve(secured);
      }
    } catch (IOException e) {
      // The client disconnected or violated the protocol: only its connection ends.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SSLSocket secured) throws IOException, InterruptedException {
    OutputStream out = new BufferedOutputStream(secured.getOutputStream(), BUFFER);
    try (RequestReader reader =
        new RequestReader(new BufferedInputStream(secured.getInputStream(), BUFFER), out, spool)) {
      serve(reader, out);
    }
  }

  private void serve(RequestReader reader, OutputStream out)
      throws IOException, InterruptedException {
    try {
      for (Optional<HttpRequest> next = reader.next(); next.isPresent(); next = reader.next()) {
        HttpRequest request = next.get();
        boolean last = request.header("connection").filter("close"::equalsIgnoreCase).isPresent();
        boolean head = request.method().equals("HEAD");
        if (!deliver(handler.respond(request), head, out) || last) {
          return;
        }
      }
    } catch (MalformedRequestException e) {
      HttpResponse answer = HttpResponse.of(e.status()).with("Connection", "close");
      deliver(answer, false, out);
    }
  }

  /** Sends a response and tells whether the connection can continue. */
  private boolean deliver(HttpResponse answer, boolean headOnly, OutputStream out)
      throws IOException, InterruptedException {
    Delivery delivery = Delivery.of(answer);
    if (pause(delivery.delay())) {
      return false;
    }
    byte[] head = head(answer);
    long size = head.length + (headOnly ? 0 : answer.length());
    switch (delivery.extent()) {
      case STALLED -> closed.await();
      case RESET -> reset();
      case CUT -> {
        write(head, answer, size / 2, out);
        reset();
      }
      case WHOLE -> {
        write(head, answer, size, out);
        return true;
      }
    }
    return false;
  }

  /** Returns the status line and headers (RFC 9112, section 2.1). */
  private static byte[] head(HttpResponse answer) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(" \r\n");
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.startsWith(Delivery.PREFIX)) {
                head.append(name).append(": ").append(value).append("\r\n");
              }
            });
    head.append("Content-Length: ").append(answer.length()).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Writes the first bytes of a response, in pieces as large as possible. */
  private static void write(byte[] head, HttpResponse answer, long limit, OutputStream out)
      throws IOException {
    try (InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream(head), answer.content())) {
      byte[] buffer = new byte[(int) Math.min(limit, BUFFER)];
      for (long left = limit; left > 0; ) {
        int read = whole.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
        if (read == 0) {
          throw new IOException("The body of an answer ends too early");
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    out.flush();
  }

  /** Waits, and tells whether the server was closed meanwhile. */
  private boolean pause(Duration delay) throws InterruptedException {
    return !delay.isZero() && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Closes with a TCP reset: an SO_LINGER of zero discards unsent data. */
  private void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Closes the connection, even if a request is being processed. */
  void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed either way.
      return;
    }
  }
}
