package io.github.miragemaven.local.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
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
  private final CountDownLatch closed = new CountDownLatch(1);

  Connection(Socket socket, SSLContext tls, Handler handler) {
    this.socket = socket;
    this.tls = tls;
    this.handler = handler;
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
        new RequestReader(
            new BufferedInputStream(secured.getInputStream(), BUFFER), out, handler)) {
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
        if (!deliver(handler.reply(request), head, out) || last) {
          return;
        }
      }
    } catch (MalformedRequestException e) {
      HttpAnswer answer = HttpAnswer.of(e.status()).with("Connection", "close");
      deliver(Reply.whole(answer), false, out);
    }
  }

  /** Sends a reply and tells whether the connection can continue. */
  private boolean deliver(Reply reply, boolean headOnly, OutputStream out)
      throws IOException, InterruptedException {
    if (pause(reply.delay())) {
      return false;
    }
    HttpAnswer answer = reply.answer();
    long size = headOnly ? answer.headSize() : answer.size();
    switch (reply.delivery()) {
      case STALLED -> closed.await();
      case RESET -> reset();
      case CUT -> {
        answer.writeTo(out, size / 2);
        out.flush();
        reset();
      }
      case WHOLE -> {
        answer.writeTo(out, size);
        out.flush();
        return true;
      }
    }
    return false;
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
