package io.github.miragemaven.local.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.miragemaven.local.state.Instance;
import io.github.miragemaven.local.state.Instance.Phase;
import io.github.miragemaven.local.state.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The directory of one boot of an instance. It holds the console output and, while the machine is
 * on, the forwarded ports. The process that holds its lock runs the machine.
 */
final class MachineSlot implements AutoCloseable {

  private static final String CONSOLE = "console";

  private static final String PORTS = "ports";
  private static final String LOCK = "lock";

  /**
   * The locked directories. POSIX releases a process's lock when the process closes any descriptor
   * of the file, so each is opened only once.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private Optional<FileChannel> lock = Optional.empty();
  private Optional<Machine> machine = Optional.empty();

  private MachineSlot(Path directory) {
    this.directory = directory;
  }

  /** Returns the slot of an instance's current boot. */
  static MachineSlot of(Instance instance, Path machines) {
    return new MachineSlot(machines.resolve(name(instance)));
  }

  private static String name(Instance instance) {
    return instance.id() + "-" + instance.start().number();
  }

  /** Removes the files of dead processes and the slots of instances that no longer exist. */
  static void sweep(Path machines, List<Instance> instances) throws IOException {
    if (!Files.exists(machines)) {
      return;
    }
    Set<String> current = instances.stream().map(MachineSlot::name).collect(Collectors.toSet());
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(machines)) {
      for (Path directory : directories) {
        MachineSlot slot = new MachineSlot(directory);
        if (slot.take()) {
          QemuMachine.endLeftOver(directory);
          slot.close();
          if (!current.contains(directory.getFileName().toString())) {
            Files.deleteIfExists(directory.resolve(CONSOLE));
            Files.delete(directory.resolve(LOCK));
            Files.delete(directory);
          }
        }
      }
    }
  }

  /** Tells whether the instance still runs on this machine. */
  boolean isOf(Instance now) {
    return directory.endsWith(name(now)) && now.is(Phase.RUNNING);
  }

  /** Acquires the slot, unless this process or another one holds it. */
  boolean take() throws IOException {
    if (!TAKEN.add(directory)) {
      return false;
    }
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      TAKEN.remove(directory);
      return false;
    }
    lock = Optional.of(channel);
    return true;
  }

  /** Switches the machine on. If that fails, the console shows the reason. */
  void start(Machines machines, Instance instance, Set<Integer> ports, Boot.Disk disk)
      throws IOException {
    Machine started;
    try {
      started = machines.start(new Boot(instance, ports, directory, disk));
    } catch (IOException e) {
      started = ScriptedMachine.showing("Nothing runs here: " + e.getMessage());
    }
    machine = Optional.of(started);
    Map<String, Integer> reached = new HashMap<>();
    started.ports().forEach((port, at) -> reached.put(port.toString(), at.getPort()));
    write(PORTS, Json.MAPPER.writeValueAsString(reached));
  }

  /** Returns the console output when it was last read; empty if there was no machine. */
  String console() throws IOException {
    if (machine.isPresent()) {
      write(CONSOLE, machine.get().console());
    }
    return read(CONSOLE).orElse("");
  }

  /** Tells whether the guest has shut the machine down. */
  boolean isOff() {
    return machine.filter(Machine::isOff).isPresent();
  }

  /** Returns the local address of a port of the guest. */
  Optional<InetSocketAddress> port(int port) throws IOException {
    if (machine.isPresent()) {
      InetSocketAddress at = machine.get().ports().get(port);
      return at != null && machine.get().listens(port) ? Optional.of(at) : Optional.empty();
    }
    Optional<JsonNode> reached = read(PORTS).map(Json.MAPPER::readTree);
    return reached
        .map(ports -> ports.path(Integer.toString(port)))
        .filter(JsonNode::isInt)
        .map(at -> new InetSocketAddress(InetAddress.getLoopbackAddress(), at.intValue()));
  }

  /** Switches the machine off. Of its files, the console output is kept. */
  @Override
  public void close() {
    try {
      console();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      machine.ifPresent(Machine::close);
      machine = Optional.empty();
      leave();
    }
  }

  private void leave() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.endsWith(CONSOLE) && !file.endsWith(LOCK)) {
          Files.delete(file);
        }
      }
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TAKEN.remove(directory);
    }
  }

  private Optional<String> read(String name) throws IOException {
    try {
      return Optional.of(Files.readString(directory.resolve(name), UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void write(String name, String text) throws IOException {
    Path draft = directory.resolve(name + ".draft");
    Files.writeString(draft, text, UTF_8);
    Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
