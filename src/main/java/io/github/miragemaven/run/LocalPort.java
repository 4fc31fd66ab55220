package io.github.miragemaven.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Finds free local ports and builds the URLs of guests' sites. */
final class LocalPort {

  private LocalPort() {}

  /**
   * Returns the port if it is free; for 0, returns any free port.
   *
   * @throws RunException if the port is in use
   */
  static int free(int port) throws RunException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new RunException(
          "Port %d of this machine cannot be used: %s.%nStop the program that uses it, or choose another: <port> (-Dmirage.run.port=8081, or 0 for any that is free)."
              .formatted(port, e.getMessage()));
    }
  }

  /** Returns the URL of a site at a local port. */
  static URI site(int port) {
    return URI.create("http://localhost:" + port + "/");
  }

  /** Returns the URL of a site at an address, which may have a prefix length. */
  static URI site(String address, int port) {
    String host = address.replaceFirst("/.*", "");
    return URI.create("http://" + host + (port == 80 ? "" : ":" + port) + "/");
  }
}
