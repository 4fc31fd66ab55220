package io.github.miragemaven.local.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One client's connection: its requests are answered in order until one side closes it. */
final class Connection implements Runnable {

  private static final int READ_AHEAD = 64 << 10;

  private final Socket socket;
  private final SSLSocketFactory tls;
  private final Handler handler;
  private final CountDownLatch closed = new CountDownLatch(1);

  Connection(Socket socket, SSLSocketFactory tls, Handler handler) {
    this.socket = socket;
    this.tls = tls;
    this.handler = handler;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      // The TLS layer asks for a record's head and body in two reads. Read-ahead that is given to
      // it
      // as if it had been consumed before makes of them one for many records.
      InputStream readAhead = new BufferedInputStream(socket.getInputStream(), READ_AHEAD);
      try (SSLSocket secured = (SSLSocket) tls.createSocket(socket, readAhead, true)) {
        serve(secured);
      }
    } catch (IOException e) {
      // The client went away, or broke the protocol: its connection is all that ends.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SSLSocket secured) throws IOException, InterruptedException {
    OutputStream out = secured.getOutputStream();
    RequestReader reader = new RequestReader(secured.getInputStream(), out);
    try {
      for (Optional<HttpRequest> next = reader.next(); next.isPresent(); next = reader.next()) {
        HttpRequest request = next.get();
        boolean last = request.header("connection").filter("close"::equalsIgnoreCase).isPresent();
        if (!deliver(handler.reply(request), out) || last) {
          return;
        }
      }
    } catch (MalformedRequestException e) {
      deliver(Reply.whole(HttpAnswer.of(e.status()).with("Connection", "close")), out);
    }
  }

  /** Whether the connection can go on. */
  private boolean deliver(Reply reply, OutputStream out) throws IOException, InterruptedException {
    if (pause(reply.delay())) {
      return false;
    }
    byte[] head = reply.answer().head();
    byte[] body = reply.answer().body();
    switch (reply.delivery()) {
      case STALLED -> closed.await();
      case RESET -> reset();
      case CUT -> {
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole, 0, whole.length / 2);
        out.flush();
        reset();
      }
      case WHOLE -> {
        send(head, body, out);
        return true;
      }
    }
    return false;
  }

  /** A short answer leaves in one TLS record, so that it costs its reader one look. */
  private static void send(byte[] head, byte[] body, OutputStream out) throws IOException {
    if (body.length > 8 << 10) {
      out.write(head);
      out.write(body);
    } else {
      byte[] whole = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      out.write(whole);
    }
    out.flush();
  }

  /** Waits, and says whether the server was closed meanwhile. */
  private boolean pause(Duration delay) throws InterruptedException {
    return !delay.isZero() && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Closes with a TCP reset: an SO_LINGER of zero discards what is still to be sent. */
  private void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection, whatever it is doing. */
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
