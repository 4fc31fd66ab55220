package io.github.miragemaven.aws.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** The connections to a server: one for each call in flight, kept for those that come after. */
final class HttpsConnections implements AutoCloseable {

  /** A connection that no call went over for so long may have been closed by the server. */
  private static final long FRESH_NANOS = Duration.ofSeconds(20).toNanos();

  private final SSLSocketFactory tls;
  private final String host;
  private final int port;
  private final Duration limit;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private final ScheduledThreadPoolExecutor watch;

  private record Idle(HttpsConnection connection, long since) {}

  /**
   * Connections, none of them open yet.
   *
   * @param limit how long a call may take from its first byte to its answer's last
   */
  HttpsConnections(SSLSocketFactory tls, String host, int port, Duration limit) {
    this.tls = tls;
    this.host = host;
    this.port = port;
    this.limit = limit;
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
    HttpsConnection connection = connection();
    boolean keeps = false;
    boolean answered = false;
    Future<?> end = watch.schedule(connection::close, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      Answer answer = connection.exchange(head, body);
      answered = true;
      keeps = answer.keeps();
      return answer;
    } finally {
      // What could not be cancelled has closed the connection, or does so now.
      if (end.cancel(false) && keeps) {
        idle.addFirst(new Idle(connection, System.nanoTime()));
      } else {
        connection.close();
      }
      if (!answered) {
        closeIdle();
      }
    }
  }

  private HttpsConnection connection() throws IOException {
    Optional<HttpsConnection> kept = kept();
    return kept.isPresent() ? kept.get() : HttpsConnection.open(tls, host, port);
  }

  /** The connection that was used last, if the server can be supposed to have it open still. */
  private Optional<HttpsConnection> kept() {
    Idle last = idle.pollFirst();
    while (last != null) {
      if (System.nanoTime() - last.since() < FRESH_NANOS) {
        return Optional.of(last.connection());
      }
      last.connection().close();
      last = idle.pollFirst();
    }
    return Optional.empty();
  }

  private void closeIdle() {
    for (Idle last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
      last.connection().close();
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    closeIdle();
  }
}
