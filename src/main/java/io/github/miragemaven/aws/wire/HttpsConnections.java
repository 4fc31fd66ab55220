package io.github.miragemaven.aws.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;

/** The connections to a server: one for each call in flight, kept for those that come after. */
final class HttpsConnections implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Silence for so long means that no answer will come. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** A connection that no call went over for so long may have been closed by the server. */
  private static final long FRESH_NANOS = Duration.ofSeconds(20).toNanos();

  private final SSLContext tls;
  private final String host;
  private final int port;
  private final Duration limit;
  private final Duration silence;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private final Deadlines deadlines;

  /** A connection that no call goes over, or that is only being opened. */
  private record Idle(CompletableFuture<HttpsConnection> connection, long since) {

    /** The connection, as soon as it is open; empty if it could not be opened. */
    Optional<HttpsConnection> opened() throws ClosedByInterruptException {
      try {
        return Optional.of(connection.get());
      } catch (InterruptedException e) {
        end();
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      } catch (ExecutionException e) {
        return Optional.empty();
      }
    }

    void end() {
      if (!connection.cancel(false) && !connection.isCompletedExceptionally()) {
        close(connection.join());
      }
    }
  }

  /**
   * Connections, none of them open yet.
   *
   * @param limit how long it may take to send a call; an answer is waited for as long, but for no
   *     more than a minute
   */
  HttpsConnections(SSLContext tls, String host, int port, Duration limit) {
    this.tls = tls;
    this.host = host;
    this.port = port;
    this.limit = limit;
    this.silence = limit.compareTo(SILENCE) < 0 ? limit : SILENCE;
    this.deadlines = new Deadlines(host, silence);
  }

  /**
   * Opens connections for calls to come, until there are so many, and does not wait for them. For
   * one that cannot be opened its call opens another.
   */
  void prepare(int count) {
    for (int i = idle.size(); i < count; i++) {
      CompletableFuture<HttpsConnection> opening = new CompletableFuture<>();
      Thread thread = new Thread(() -> complete(opening), "mirage-connect-" + (i + 1));
      thread.setDaemon(true);
      thread.start();
      idle.addLast(new Idle(opening, System.nanoTime()));
    }
  }

  private void complete(CompletableFuture<HttpsConnection> opening) {
    try {
      HttpsConnection connection = open();
      if (!opening.complete(connection)) {
        close(connection);
      }
    } catch (IOException | RuntimeException e) {
      opening.completeExceptionally(e);
    }
  }

  /**
   * Makes a call, once. After one that failed the next goes over a new connection, since what ended
   * this one has mostly ended the idle ones as well.
   *
   * @param head its head
   * @param body what follows the head
   */
  Answer call(byte[] head, ReadableByteChannel body) throws IOException {
    Optional<HttpsConnection> kept = kept();
    HttpsConnection connection = kept.isPresent() ? kept.get() : open();
    boolean keeps = false;
    boolean answered = false;
    try {
      Answer answer = exchange(connection, head, body);
      answered = true;
      keeps = answer.keeps() && connection.isOpen();
      return answer;
    } finally {
      if (keeps) {
        idle.addFirst(new Idle(CompletableFuture.completedFuture(connection), System.nanoTime()));
      } else {
        close(connection);
      }
      if (!answered) {
        closeIdle();
      }
    }
  }

  private Answer exchange(HttpsConnection connection, byte[] head, ReadableByteChannel body)
      throws IOException {
    deadlines.within(
        limit,
        connection,
        () -> {
          connection.send(head, body);
          return connection;
        });
    return deadlines.within(silence, connection, connection::answer);
  }

  private HttpsConnection open() throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    SocketChannel tcp = SocketChannel.open();
    try {
      tcp.socket().connect(address, (int) CONNECT.toMillis());
      return deadlines.within(silence, tcp, () -> HttpsConnection.over(tcp, tls, host, port));
    } catch (IOException | RuntimeException e) {
      close(tcp);
      throw e;
    }
  }

  /** The connection that was used last, if the server can be supposed to have it open still. */
  private Optional<HttpsConnection> kept() throws ClosedByInterruptException {
    for (Idle last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
      if (System.nanoTime() - last.since() >= FRESH_NANOS) {
        last.end();
        continue;
      }
      Optional<HttpsConnection> kept = last.opened();
      if (kept.isPresent()) {
        return kept;
      }
    }
    return Optional.empty();
  }

  private void closeIdle() {
    for (Idle last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
      last.end();
    }
  }

  /** From any thread: what is under way fails then. */
  static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }

  @Override
  public void close() {
    deadlines.close();
    closeIdle();
  }
}
