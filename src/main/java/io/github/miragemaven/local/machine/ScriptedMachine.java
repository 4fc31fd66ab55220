package io.github.miragemaven.local.machine;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A simulated machine: a console and open ports, but no guest. Immutable. */
public final class ScriptedMachine implements Machine {

  private final Supplier<String> console;
  private final Map<Integer, InetSocketAddress> ports;

  private ScriptedMachine(Supplier<String> console, Map<Integer, InetSocketAddress> ports) {
    this.console = console;
    this.ports = Map.copyOf(ports);
  }

  /** Returns a machine whose console shows a text and that has no open ports. */
  public static ScriptedMachine showing(String console) {
    return showing(() -> console);
  }

  /** Returns a machine whose console shows the current text of a supplier. */
  public static ScriptedMachine showing(Supplier<String> console) {
    return new ScriptedMachine(console, Map.of());
  }

  /** Returns this machine with a server at one of its ports. */
  public ScriptedMachine answering(int port, InetSocketAddress server) {
    Map<Integer, InetSocketAddress> more = new HashMap<>(ports);
    more.put(port, server);
    return new ScriptedMachine(console, more);
  }

  @Override
  public String console() {
    return console.get();
  }

  @Override
  public Map<Integer, InetSocketAddress> ports() {
    return ports;
  }

  /** Does nothing: the servers belong to others. */
  @Override
  public void close() {}
}
