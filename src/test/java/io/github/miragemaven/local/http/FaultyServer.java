package io.github.miragemaven.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * An HTTPS server that can simulate network failures (RFC 9112): keep-alive, {@code Expect:
 * 100-continue}, bodies of a known length. There is a thread per connection and a body buffer per
 * thread.
 */
public final class FaultyServer implements LoopbackServer {

  private static final int BACKLOG = 256;

  private final ServerSocket listener;
  private final SSLContext tls;
  private final Handler handler;
  private final Path spool;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "mirage-local-region");
            thread.setDaemon(true);
            return thread;
          });

  private FaultyServer(ServerSocket listener, SSLContext tls, Handler handler, Path spool) {
    this.listener = listener;
    this.tls = tls;
    this.handler = handler;
    this.spool = spool;
  }

  /**
   * Starts a server.
   *
   * @param spool the directory for bodies that are too large for memory
   */
  public static FaultyServer start(SSLContext tls, Handler handler, Path spool) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket listener = new ServerSocket(0, BACKLOG, loopback);
    FaultyServer server = new FaultyServer(listener, tls, handler, spool);
    server.threads.execute(server::accept);
    return server;
  }

  @Override
  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Connection connection = new Connection(socket, tls, handler, spool);
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException | RejectedExecutionException e) {
        // Closing is how this loop is told to end; the loop's condition sees it, and close()
        // ends a connection that came in at the last moment.
      }
    }
  }

  private void serve(Connection connection) {
    try {
      connection.run();
    } finally {
      connections.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new AssertionError("A listening socket closes without doing I/O", e);
    }
    threads.shutdown();
    boolean ended = false;
    try {
      for (int round = 0; !ended && round < 100; round++) {
        connections.forEach(Connection::close);
        ended = threads.awaitTermination(100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
