package io.github.miragemaven.instance.verify;

import java.net.InetSocketAddress;

/**
 * Where a connection to a host's port goes. The host's name stays what the site is asked by and
 * what its certificate must be for.
 */
@FunctionalInterface
public interface Route {

  /**
   * Where to connect to. If that is the host itself, or an address that is unresolved, all
   * addresses of the name are tried.
   *
   * @param host a DNS name or an address
   */
  InetSocketAddress to(String host, int port);

  /** To the host itself. */
  static Route direct() {
    return InetSocketAddress::createUnresolved;
  }
}
