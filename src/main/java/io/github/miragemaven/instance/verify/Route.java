package io.github.miragemaven.instance.verify;

import java.net.InetSocketAddress;

/**
 * Where a connection to a host's port goes. The host's name stays what the site is asked by and
 * what its certificate must be for.
 */
@FunctionalInterface
public interface Route {

  /**
   * Where to connect to. If the address is unresolved, all addresses of its name are tried.
   *
   * @param host a DNS name or an address
   */
  InetSocketAddress to(String host, int port);

  /** To the host itself. */
  static Route direct() {
    return InetSocketAddress::createUnresolved;
  }
}
