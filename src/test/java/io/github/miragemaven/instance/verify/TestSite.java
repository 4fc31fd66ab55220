package io.github.miragemaven.instance.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A loopback server with scripted responses, which may be invalid. */
final class TestSite implements AutoCloseable {

  /** Handles a connection, which is closed afterwards. */
  interface Behavior {
    void answer(Request request, Socket connection) throws IOException, InterruptedException;
  }

  /**
   * A received request.
   *
   * @param target the path and the query as received
   * @param headers the header lines
   */
  record Request(String target, List<String> headers) {}

  private final ServerSocket socket;
  private final String greeting;
  private final Behavior behaviour;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private TestSite(ServerSocket socket, String greeting, Behavior behaviour) {
    this.socket = socket;
    this.greeting = greeting;
    this.behaviour = behaviour;
  }

  static TestSite of(Behavior behaviour) throws IOException {
    return on(loopback(), ServerSocketFactory.getDefault(), behaviour);
  }

  /** A server that sends first, as in other protocols. */
  static TestSite greeting(String text) throws IOException {
    return started(
        ServerSocketFactory.getDefault().createServerSocket(0, 50, loopback()),
        text,
        (request, connection) -> {});
  }

  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  static TestSite on(InetAddress address, ServerSocketFactory sockets, Behavior behaviour)
      throws IOException {
    return started(sockets.createServerSocket(0, 50, address), "", behaviour);
  }

  private static TestSite started(ServerSocket socket, String greeting, Behavior behaviour) {
    TestSite site = new TestSite(socket, greeting, behaviour);
    site.start(site::accept);
    return site;
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task, "test-site");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      write(connection, greeting);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = reader.readLine();
      if (first == null) {
        return; // A connection test without a request.
      }
      List<String> headers = new ArrayList<>();
      for (String line = reader.readLine();
          line != null && !line.isEmpty();
          line = reader.readLine()) {
        headers.add(line);
      }
      Request request = new Request(first.split(" ", 3)[1], List.copyOf(headers));
      requests.add(request);
      behaviour.answer(request, connection);
    } catch (IOException | InterruptedException gone) {
      // The client has disconnected, or the test is over.
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** All requests so far. */
  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : connections) {
      connection.close();
    }
    threads.forEach(Thread::interrupt);
  }

  /** Responds with a body. */
  static Behavior page(int status, String body, String... headers) {
    return (request, connection) -> send(connection, status, body, headers);
  }

  static void send(Socket connection, int status, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Word\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    write(connection, head + "Content-Length: " + bytes.length + "\r\n\r\n" + body);
  }

  /** Sends only these bytes. */
  static void write(Socket connection, String text) throws IOException {
    OutputStream output = connection.getOutputStream();
    output.write(text.getBytes(StandardCharsets.UTF_8));
    output.flush();
  }
}
