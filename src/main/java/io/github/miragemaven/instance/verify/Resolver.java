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

  /** Where a route leads, resolved: in the order in which the addresses are to be tried. */
  default List<InetSocketAddress> resolved(InetSocketAddress end) throws UnknownHostException {
    if (!end.isUnresolved()) {
      return List.of(end);
    }
    return addresses(end.getHostString()).stream()
        .map(address -> new InetSocketAddress(address, end.getPort()))
        .toList();
  }
}
