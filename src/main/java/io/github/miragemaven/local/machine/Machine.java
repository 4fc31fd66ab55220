package io.github.miragemaven.local.machine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** The machine that an instance runs on, switched on. */
public interface Machine extends AutoCloseable {

  /** What its console has shown so far. */
  String console() throws IOException;

  /** The TCP ports of its guest that are reached from this machine, and where. */
  Map<Integer, InetSocketAddress> ports();

  /** Whether something of the guest listens at a port that is reached. */
  default boolean listens(int port) throws IOException {
    return true;
  }

  /** Whether its guest has switched it off. */
  default boolean isOff() {
    return false;
  }

  /** Switches it off. */
  @Override
  void close();
}
