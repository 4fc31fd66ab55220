package io.github.miragemaven.bios;

import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.xen.GuestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A PC in QEMU, with a disk image as its only disk. */
final class BiosMachine {

  /** Much longer than any guest takes, even on a busy machine. */
  private static final long LIMIT_NANOS = 120_000_000_000L;

  private static final Pattern NEVER = Pattern.compile("(?!)");

  private final Path directory;

  BiosMachine(Path directory) {
    this.directory = directory;
  }

  /** Boots the image, and returns the output of the first serial port until the power is off. */
  GuestRun.Text boot(Path image) throws IOException, InterruptedException {
    return bootUntil(NEVER, image);
  }

  /** Boots the image, and returns the output of the first serial port up to this text. */
  GuestRun.Text bootUntil(Pattern enough, Path image) throws IOException, InterruptedException {
    RealTool qemu = RealTool.require("qemu-system-x86_64", "qemu-system-x86");
    Path serial = Files.createTempFile(directory, "serial", "");
    Process machine =
        new ProcessBuilder(
                qemu.program().toString(),
                "-machine",
                "pc,accel=tcg",
                "-m",
                "64",
                "-nodefaults",
                "-no-reboot",
                "-display",
                "none",
                "-vga",
                "std",
                "-serial",
                "file:" + serial,
                "-drive",
                "format=raw,if=ide,snapshot=on,file=" + image)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("qemu.log").toFile())
            .start();
    try {
      long deadline = System.nanoTime() + LIMIT_NANOS;
      while (machine.isAlive()
          && !enough.matcher(read(serial).all()).find()
          && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      return read(serial);
    } finally {
      machine.destroyForcibly().waitFor();
    }
  }

  private static GuestRun.Text read(Path serial) throws IOException {
    return GuestRun.Text.printed(Files.readString(serial, StandardCharsets.ISO_8859_1));
  }
}
