package io.github.miragemaven.local.machine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** The machine of a running instance. */
public interface Machine extends AutoCloseable {

  /** Returns the console output so far. */
  String console() throws IOException;

  /** Returns the guest's forwarded TCP ports and their local addresses. */
  Map<Integer, InetSocketAddress> ports();

  /** Tells whether the guest listens on a forwarded port. */
  default boolean listens(int port) throws IOException {
    return true;
  }

  /** Tells whether the guest has shut the machine down. */
  default boolean isOff() {
    return false;
  }

  /** Switches the machine off. */
  @Override
  void close();
}
