package io.github.miragemaven.instance.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port whose backlog is full, so that it no longer responds, like a port blocked by a firewall.
 */
final class FullQueue implements AutoCloseable {

  private final ServerSocket socket;
  private final List<Socket> waiting = new ArrayList<>();

  FullQueue() throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    while (true) {
      Socket next = new Socket();
      waiting.add(next);
      try {
        next.connect(address(), 300);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    for (Socket connection : waiting) {
      connection.close();
    }
    socket.close();
  }
}
