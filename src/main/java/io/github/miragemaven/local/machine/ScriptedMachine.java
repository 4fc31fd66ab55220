package io.github.miragemaven.local.machine;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A machine of which only what can be seen from outside is there. Immutable. */
public final class ScriptedMachine implements Machine {

  private final Supplier<String> console;
  private final Map<Integer, InetSocketAddress> ports;

  private ScriptedMachine(Supplier<String> console, Map<Integer, InetSocketAddress> ports) {
    this.console = console;
    this.ports = Map.copyOf(ports);
  }

  /** A machine whose console shows a text, and that answers nowhere. */
  public static ScriptedMachine showing(String console) {
    return showing(() -> console);
  }

  /** A machine whose console shows what is there when it is looked at. */
  public static ScriptedMachine showing(Supplier<String> console) {
    return new ScriptedMachine(console, Map.of());
  }

  /** This machine with a server of this process or another at one of its ports. */
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

  /** There is nothing to switch off: the servers are their owners'. */
  @Override
  public void close() {}
}
