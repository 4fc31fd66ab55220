package io.github.miragemaven.instance.verify;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves names to addresses. */
@FunctionalInterface
interface Resolver {

  /** Returns the addresses of a name, at least one. */
  List<InetAddress> addresses(String name) throws UnknownHostException;

  /** Uses this machine's resolver. */
  static Resolver ofThisMachine() {
    return name -> List.of(InetAddress.getAllByName(name));
  }

  /**
   * Resolves the target of a route to a host's port, in the order in which to try the addresses.
   */
  default List<InetSocketAddress> endpoints(Route route, String host, int port)
      throws UnknownHostException {
    InetSocketAddress endpoint = route.to(host, port);
    if (!endpoint.isUnresolved() && !endpoint.getHostString().equalsIgnoreCase(host)) {
      return List.of(endpoint);
    }
    return addresses(endpoint.getHostString()).stream()
        .map(address -> new InetSocketAddress(address, endpoint.getPort()))
        .toList();
  }
}
