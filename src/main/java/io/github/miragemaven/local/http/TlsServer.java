package io.github.miragemaven.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** An HTTPS server on 127.0.0.1, at a port that the system chooses. */
public final class TlsServer implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final ServerSocket listener;
  private final SSLContext tls;
  private final Handler handler;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "mirage-local-region");
            thread.setDaemon(true);
            return thread;
          });

  private TlsServer(ServerSocket listener, SSLContext tls, Handler handler) {
    this.listener = listener;
    this.tls = tls;
    this.handler = handler;
  }

  /** Starts a server. */
  public static TlsServer start(SSLContext tls, Handler handler) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket listener = new ServerSocket(0, BACKLOG, loopback);
    TlsServer server = new TlsServer(listener, tls, handler);
    server.threads.execute(server::accept);
    return server;
  }

  /** Returns the URL of the server. */
  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Connection connection = new Connection(socket, tls, handler);
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

  /** Stops listening and closes every connection, even if a request is being processed. */
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
