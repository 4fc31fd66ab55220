package io.github.miragemaven.kernel;

import io.github.miragemaven.tools.RealTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * An emulated PC that QEMU starts with a kernel; what it sends by its first serial port is read.
 */
final class TinyMachine implements AutoCloseable {

  /** When a machine ends in any case, so that nobody reads for ever from one that hangs. */
  private static final Executor LATER = CompletableFuture.delayedExecutor(3, TimeUnit.MINUTES);

  private final Process process;
  private final BufferedReader serial;

  private TinyMachine(Process process) {
    this.process = process;
    this.serial = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts one; the devices are arguments of QEMU's, without which it has none but those of a PC.
   */
  static TinyMachine start(Path kernel, String commandLine, String... devices) throws IOException {
    RealTool qemu = RealTool.require("qemu-system-x86_64", "qemu-system-x86");
    List<String> words = new ArrayList<>(List.of(qemu.program().toString()));
    words.addAll(List.of("-nodefaults", "-display", "none", "-accel", "tcg", "-serial", "stdio"));
    words.addAll(List.of("-kernel", kernel.toString(), "-append", commandLine));
    words.addAll(List.of(devices));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    LATER.execute(process::destroyForcibly);
    return new TinyMachine(process);
  }

  /** The lines up to one that starts like this, or all there are until the machine ends. */
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

  /** The rest of the lines when the machine has switched itself off. */
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
