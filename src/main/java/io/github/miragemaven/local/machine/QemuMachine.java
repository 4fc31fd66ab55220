package io.github.miragemaven.local.machine;

import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.LineReader;
import io.github.miragemaven.process.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;

/**
 * A PC that QEMU emulates, with the instance's root disk and the first serial port as its console.
 * Ports of this machine are forwarded to the guest's (QEMU's invocation manual, "Network options").
 */
final class QemuMachine implements Machine {

  static final String PROGRAM = "qemu-system-x86_64";

  /** The memory of the smallest instance types (t1.micro) is more than a unikernel needs. */
  private static final int MEMORY_MIB = 256;

  private static final int MOST_BYTES = 64 * 1024;

  private static final int LAST_LINES = 5;

  private static final int MOMENT_MILLIS = 300;

  private static final String PID = "pid";

  /** The partition table of a master boot record (UEFI Specification 2.10, section 5.2.1). */
  private static final int PARTITION_TABLE = 446;

  private static final int PARTITIONS = 4;
  private static final int PARTITION_SIZE = 16;
  private static final int PARTITION_TYPE = 4;

  /** The type of a partition with a site archive (archive-format.md): data without file system. */
  private static final byte SITE = (byte) 0xDA;

  private static final String GUEST = "10.0.2.15";

  private final Path serial;
  private final Map<Integer, InetSocketAddress> ports;
  private final ProcessTree tree;
  private volatile boolean off;
  private final LineReader output = new LineReader(line -> {}, LAST_LINES);

  private QemuMachine(Path serial, Map<Integer, InetSocketAddress> ports, ProcessTree tree) {
    this.serial = serial;
    this.ports = Map.copyOf(ports);
    this.tree = tree;
  }

  /** Starts the machine. */
  static QemuMachine start(Path qemu, Boot boot) throws IOException {
    Path disk = boot.directory().resolve("disk.img");
    Path serial = boot.directory().resolve("serial");
    boot.disk().writeTo(disk);
    Files.deleteIfExists(serial);
    Map<Integer, InetSocketAddress> ports = new HashMap<>();
    StringBuilder network = new StringBuilder("user");
    for (int port : new TreeSet<>(boot.ports())) {
      InetSocketAddress here = free();
      ports.put(port, here);
      network.append(",hostfwd=tcp:127.0.0.1:%d-%s:%d".formatted(here.getPort(), GUEST, port));
    }
    List<String> words =
        List.of(
            qemu.toString(),
            "-machine",
            "pc,accel=tcg",
            "-m",
            Integer.toString(MEMORY_MIB),
            "-nodefaults",
            "-global",
            "virtio-device.event_idx=off", // See Qemu in the package run.
            "-display",
            "none",
            "-vga",
            "std",
            "-serial",
            "file:" + serial,
            "-drive",
            "format=raw,if=%s,snapshot=on,file=%s".formatted(diskInterface(disk), escaped(disk)),
            "-pidfile",
            boot.directory().resolve(PID).toString(),
            "-nic",
            network + ",model=virtio-net-pci");
    ProcessTree tree = ProcessTree.start(Command.of(boot.directory(), words));
    QemuMachine machine = new QemuMachine(serial, ports, tree);
    Thread reader = new Thread(machine::read, "output-of-" + boot.instance().id());
    reader.setDaemon(true);
    reader.start();
    return machine;
  }

  /** Ends the machine that a killed process left running. */
  static void endLeftOver(Path directory) throws IOException {
    Path pid = directory.resolve(PID);
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .filter(process -> process.info().command().filter(c -> c.contains(PROGRAM)).isPresent())
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Returns the interface of a disk: virtio if it has a partition for a site, which only a kernel
   * with a virtio disk reads. Kernels for virtio without one stop if there is one.
   */
  private static String diskInterface(Path disk) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(disk)) {
      start = in.readNBytes(PARTITION_TABLE + PARTITIONS * PARTITION_SIZE);
    }
    for (int at = PARTITION_TABLE; at + PARTITION_SIZE <= start.length; at += PARTITION_SIZE) {
      if (start[at + PARTITION_TYPE] == SITE) {
        return "virtio";
      }
    }
    return "ide";
  }

  /** Doubles the commas, which separate options otherwise. */
  private static String escaped(Path file) {
    return file.toString().replace(",", ",,");
  }

  private static InetSocketAddress free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }
  }

  /** QEMU writes to its output only if it fails. */
  private void read() {
    try {
      off = tree.readToEnd(output, Optional.empty()) == 0;
    } catch (IOException | TimeoutException e) {
      // It was switched off.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String console() throws IOException {
    String shown = Files.exists(serial) ? lastShown() : "";
    return shown + String.join("\n", output.lastLines());
  }

  /**
   * Returns the end of the console output, at most as much as EC2 returns: a guest may write for
   * hours.
   */
  private String lastShown() throws IOException {
    try (SeekableByteChannel file = Files.newByteChannel(serial)) {
      file.position(Math.max(0, file.size() - MOST_BYTES));
      return new String(
          Channels.newInputStream(file).readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public boolean isOff() {
    return off;
  }

  @Override
  public Map<Integer, InetSocketAddress> ports() {
    return ports;
  }

  /**
   * {@inheritDoc}
   *
   * <p>QEMU accepts a connection before the guest does, and closes it if the guest refuses it. A
   * connection that stays open for a moment counts as accepted.
   */
  @Override
  public boolean listens(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(ports.get(port), MOMENT_MILLIS);
      socket.setSoTimeout(MOMENT_MILLIS);
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  @Override
  public void close() {
    tree.close();
  }
}
