package io.github.miragemaven.kernel;

import io.github.miragemaven.tools.RealTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A PC emulated by QEMU that runs a kernel, with its first serial port as the console. */
final class TinyMachine implements AutoCloseable {

  /** The time after which a machine is stopped, so that tests do not wait forever if it hangs. */
  private static final Executor LATER = CompletableFuture.delayedExecutor(3, TimeUnit.MINUTES);

  private final Process process;
  private final BufferedReader serial;

  private TinyMachine(Process process) {
    this.process = process;
    this.serial = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a machine; the devices are QEMU options for devices beyond those of a PC. */
  static TinyMachine start(Path kernel, String commandLine, String... devices) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-kernel", kernel.toString(), "-append", commandLine));
    words.addAll(List.of(devices));
    return start(words);
  }

  /** Starts a machine that boots from its disk, which the devices include. */
  static TinyMachine boot(String... devices) throws IOException {
    List<String> words = new ArrayList<>(List.of("-vga", "std"));
    words.addAll(List.of(devices));
    return start(words);
  }

  private static TinyMachine start(List<String> options) throws IOException {
    RealTool qemu = RealTool.require("qemu-system-x86_64", "qemu-system-x86");
    List<String> words = new ArrayList<>(List.of(qemu.program().toString()));
    words.addAll(List.of("-nodefaults", "-display", "none", "-accel", "tcg", "-serial", "stdio"));
    words.addAll(options);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    LATER.execute(process::destroyForcibly);
    return new TinyMachine(process);
  }

  /** Returns the options of a network device, with this port forwarded to the guest. */
  static String[] network(int port, String guest) {
    return new String[] {
      "-nic", "user,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:" + port + "-" + guest
    };
  }

  /** Returns a port of this machine on which nothing listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns the lines up to one with this prefix, or all lines if there is none. */
  List<String> linesTo(String start) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = serial.readLine();
      if (line != null) {
        lines.add(line);
      }
    } while (line != null && !line.startsWith(start));
    return lines;
  }

  /** Returns the remaining lines after the machine has powered off. */
  List<String> linesToTheEnd() throws IOException, InterruptedException {
    List<String> lines = serial.lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException("QEMU's exit code is " + process.exitValue() + ": " + lines);
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    serial.close();
  }
}
