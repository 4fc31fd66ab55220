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
 * The place of one start of one instance's machine: a directory with its console, and, while it is
 * on, where its ports are. Who holds the lock on it has the machine.
 */
final class MachineSlot implements AutoCloseable {

  private static final String CONSOLE = "console";

  private static final String PORTS = "ports";
  private static final String LOCK = "lock";

  /** POSIX gives a process's lock up when it closes the file anywhere: so it is opened once. */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private Optional<FileChannel> lock = Optional.empty();
  private Optional<Machine> machine = Optional.empty();

  private MachineSlot(Path directory) {
    this.directory = directory;
  }

  /** The place of the machine that an instance has since it was started last. */
  static MachineSlot of(Instance instance, Path machines) {
    return new MachineSlot(machines.resolve(name(instance)));
  }

  private static String name(Instance instance) {
    return instance.id() + "-" + instance.boot();
  }

  /** Clears away what no one works at any more, and what is of no instance. */
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

  /** Whether the instance still runs on this machine. */
  boolean isOf(Instance now) {
    return directory.endsWith(name(now)) && now.is(Phase.RUNNING);
  }

  /** Takes the place, where no one else of this process or another has it. */
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

  /** Switches the machine on. One that cannot be says so on its console. */
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

  /** What the console has shown when it was last looked at; nothing where there was no machine. */
  String console() throws IOException {
    if (machine.isPresent()) {
      write(CONSOLE, machine.get().console());
    }
    return read(CONSOLE).orElse("");
  }

  /** Whether the guest has switched the machine off. */
  boolean isOff() {
    return machine.filter(Machine::isOff).isPresent();
  }

  /** Where a port of the guest is reached. */
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

  /** Switches the machine off; of its files the console is kept. */
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
