package io.github.miragemaven.instance.verify;

import java.net.InetSocketAddress;

/**
 * Maps a host and port to the address to connect to. The request and the certificate check still
 * use the host's name.
 */
@FunctionalInterface
public interface Route {

  /**
   * Returns the address to connect to. If it is the host itself or unresolved, all addresses of the
   * name are tried.
   *
   * @param host a DNS name or an IP address
   */
  InetSocketAddress to(String host, int port);

  /** Connects to the host itself. */
  static Route direct() {
    return InetSocketAddress::createUnresolved;
  }
}
