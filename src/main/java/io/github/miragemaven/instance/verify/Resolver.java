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
  default List<InetSocketAddress> ends(Route route, String host, int port)
      throws UnknownHostException {
    InetSocketAddress end = route.to(host, port);
    if (!end.isUnresolved() && !end.getHostString().equalsIgnoreCase(host)) {
      return List.of(end);
    }
    return addresses(end.getHostString()).stream()
        .map(address -> new InetSocketAddress(address, end.getPort()))
        .toList();
  }
}
