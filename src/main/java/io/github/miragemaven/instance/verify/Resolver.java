package io.github.miragemaven.instance.verify;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of names. */
@FunctionalInterface
interface Resolver {

  /** The name's addresses, at least one. */
  List<InetAddress> addresses(String name) throws UnknownHostException;

  /** As this machine does it. */
  static Resolver ofThisMachine() {
    return name -> List.of(InetAddress.getAllByName(name));
  }

  /** Where a route to a host's port leads: in the order in which the addresses are to be tried. */
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
