package io.github.miragemaven.aws.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final ScheduledThreadPoolExecutor watch;

  private record Idle(HttpsConnection connection, long since) {}

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
    this.watch =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "mirage-call-limit");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
  }

  /**
   * Makes a call, once. After one that failed the next goes over a new connection, since what ended
   * this one has mostly ended the idle ones as well.
   *
   * @param head its head
   * @param body what follows the head
   */
  Answer call(byte[] head, InputStream body) throws IOException {
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
        idle.addFirst(new Idle(connection, System.nanoTime()));
      } else {
        close(connection);
      }
      if (!answered) {
        closeIdle();
      }
    }
  }

  private Answer exchange(HttpsConnection connection, byte[] head, InputStream body)
      throws IOException {
    within(
        limit,
        connection,
        () -> {
          connection.send(head, body);
          return connection;
        });
    return within(silence, connection, connection::answer);
  }

  private HttpsConnection open() throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    SocketChannel tcp = SocketChannel.open();
    try {
      tcp.socket().connect(address, (int) CONNECT.toMillis());
      return within(silence, tcp, () -> HttpsConnection.over(tcp, tls, host, port));
    } catch (IOException | RuntimeException e) {
      close(tcp);
      throw e;
    }
  }

  /** Something that is done over a connection. */
  @FunctionalInterface
  private interface Part<T> {

    T run() throws IOException;
  }

  /** Does something, and ends the connection where that takes too long. */
  private <T> T within(Duration time, Closeable connection, Part<T> part) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    Future<?> end =
        watch.schedule(
            () -> {
              late.set(true);
              close(connection);
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return part.run();
    } catch (ClosedChannelException e) {
      if (late.get()) {
        throw new SocketTimeoutException(
            "%s was silent for %.1f s".formatted(host, time.toMillis() / 1000.0));
      }
      throw e;
    } finally {
      end.cancel(false);
    }
  }

  /** The connection that was used last, if the server can be supposed to have it open still. */
  private Optional<HttpsConnection> kept() {
    Idle last = idle.pollFirst();
    while (last != null) {
      if (System.nanoTime() - last.since() < FRESH_NANOS) {
        return Optional.of(last.connection());
      }
      close(last.connection());
      last = idle.pollFirst();
    }
    return Optional.empty();
  }

  private void closeIdle() {
    for (Idle last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
      close(last.connection());
    }
  }

  /** From any thread: what is under way fails then. */
  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    closeIdle();
  }
}
