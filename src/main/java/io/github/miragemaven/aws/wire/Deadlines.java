package io.github.miragemaven.aws.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long, by closing the connection that it is done over. Nothing is woken up for
 * what ends in time, which is nearly everything.
 */
final class Deadlines implements AutoCloseable {

  private final String host;
  private final long shortest;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Thread watch;
  private volatile boolean closed;

  /** Something that is done over a connection. */
  @FunctionalInterface
  interface Part<T> {

    /** Does it. */
    T run() throws IOException;
  }

  private static final class Running {

    private final Closeable connection;
    private final long deadline;
    private volatile boolean late;

    Running(Closeable connection, long deadline) {
      this.connection = connection;
      this.deadline = deadline;
    }

    void tooLate() {
      late = true;
      end();
    }

    void end() {
      HttpsConnections.close(connection);
    }
  }

  /**
   * Deadlines for what is done with a host.
   *
   * @param shortest the shortest time that something will be given
   */
  Deadlines(String host, Duration shortest) {
    this.host = host;
    this.shortest = shortest.toNanos();
    this.watch = new Thread(this::watch, "mirage-deadlines");
    watch.setDaemon(true);
    watch.start();
  }

  /** What begins while this sleeps cannot be late before it wakes up again. */
  private void watch() {
    try {
      while (true) {
        long now = System.nanoTime();
        long next = shortest;
        for (Running part : running) {
          long left = part.deadline - now;
          if (left <= 0) {
            part.tooLate();
          } else {
            next = Math.min(next, left);
          }
        }
        TimeUnit.NANOSECONDS.sleep(next);
      }
    } catch (InterruptedException e) {
      running.forEach(Running::end);
    }
  }

  /**
   * Does something, and closes the connection where that takes too long.
   *
   * @param time how long it may take, not less than the shortest
   * @throws SocketTimeoutException if it took too long
   */
  <T> T within(Duration time, Closeable connection, Part<T> part) throws IOException {
    Running now = new Running(connection, System.nanoTime() + time.toNanos());
    running.add(now);
    try {
      if (closed) {
        now.end();
      }
      return part.run();
    } catch (ClosedChannelException e) {
      if (now.late) {
        throw new SocketTimeoutException(
            "%s was silent for %.1f s".formatted(host, time.toMillis() / 1000.0));
      }
      throw e;
    } finally {
      running.remove(now);
    }
  }

  /** Ends all that is under way. */
  @Override
  public void close() {
    closed = true;
    watch.interrupt();
  }
}
