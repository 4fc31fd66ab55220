package io.github.miragemaven.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/** A port of this machine that a guest's site is to be reached by. */
final class LocalPort {

  private LocalPort() {}

  /**
   * The port, or any that is free for 0.
   *
   * @throws RunException if something listens on it already
   */
  static int free(int port) throws RunException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new RunException(
          "Port %d of this machine cannot be used: %s.%nEnd what listens on it, or choose another: <port> (-Dmirage.run.port=8081, or 0 for any that is free)."
              .formatted(port, e.getMessage()));
    }
  }

  /** The site behind a port of this machine. */
  static URI site(int port) {
    return URI.create("http://localhost:" + port + "/");
  }

  /** The site at an address, which may have a prefix length. */
  static URI site(String address, int port) {
    String host = address.replaceFirst("/.*", "");
    return URI.create("http://" + host + (port == 80 ? "" : ":" + port) + "/");
  }
}
