package io.github.miragemaven.xen;

import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running dom0, which starts guests one after another. The QEMU that it runs in is stopped by
 * {@link #close} and at the end of this process.
 *
 * <p>A shared directory passes files to and from dom0; {@code src/test/xen/dom0/init} documents
 * them.
 */
public final class Dom0 implements AutoCloseable {

  /** Many times the duration on an idle machine. */
  private static final Duration TO_START = Duration.ofMinutes(3);

  private static final Duration OF_A_GUEST = Duration.ofMinutes(3);
  private static final Duration TO_POWER_OFF = Duration.ofSeconds(10);

  /** QEMU is stopped after this time, if nothing else has stopped it. */
  private static final Duration OF_QEMU = Duration.ofMinutes(20);

  private final Path share;
  private final RecordedProgress messages = new RecordedProgress();
  private final Thread qemu;
  private int guests;

  private Dom0(XenRig rig) throws IOException {
    this.share = Files.createTempDirectory(rig.directory().getParent(), "share");
    Command command =
        Command.of(
            share,
            XenRig.SCRIPTS.resolve("start-dom0").toString(),
            rig.directory().toString(),
            share.toString(),
            Long.toString(OF_QEMU.toSeconds()));
    this.qemu = new Thread(() -> run(command), "qemu-with-xen");
  }

  /** Starts Xen and dom0, and waits until dom0 can start guests. */
  public static Dom0 start(XenRig rig) throws IOException, InterruptedException {
    Dom0 dom0 = new Dom0(rig);
    dom0.qemu.start();
    try {
      Deadline deadline = dom0.new Deadline("dom0 does not start", TO_START);
      while (Files.notExists(dom0.share.resolve("ready"))) {
        deadline.pause();
      }
      return dom0;
    } catch (AssertionError | InterruptedException e) {
      dom0.close();
      throw e;
    }
  }

  private void run(Command command) {
    try {
      new CommandRunner(messages).run(command);
    } catch (CommandFailedException e) {
      messages.warn(e.getMessage());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts the guest and waits for its end. */
  public GuestRun boot(Guest guest) throws IOException, InterruptedException {
    guests++;
    String name = "guest" + guests;
    Path directory = Files.createDirectories(share.resolve("guests").resolve(name));
    Path console = share.resolve("consoles/guest-" + name + ".log");
    Path stop = directory.resolve("stop");
    Files.writeString(directory.resolve("guest.xl"), guest.configuration());
    Files.write(directory.resolve("paths"), placed(guest.files(), directory));
    Files.createFile(directory.resolve("start"));

    Path ended = directory.resolve("ended");
    Path xl = directory.resolve("xl.log");
    Deadline deadline = new Deadline("A guest does not end", OF_A_GUEST);
    try {
      while (Files.notExists(ended)) {
        if (Files.notExists(stop) && guest.hasShownEnough(printed(console))) {
          Files.createFile(stop);
        }
        deadline.pause(console, xl);
      }
    } finally {
      // A guest that timed out must not prevent the next one.
      if (Files.notExists(stop)) {
        Files.createFile(stop);
      }
    }
    return GuestRun.of(printed(console), printed(directory.resolve("serial.log")), text(xl));
  }

  private static List<String> placed(List<Guest.Placed> files, Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Guest.Placed placed : files) {
      Path copy = directory.resolve("file" + lines.size());
      Files.copy(placed.file(), copy);
      String kind = placed.disk() ? "disk" : "file";
      lines.add(kind + " " + copy.getFileName() + " " + placed.path());
    }
    return lines;
  }

  private static GuestRun.Text printed(Path file) throws IOException {
    return GuestRun.Text.printed(text(file));
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  /** Powers off dom0, and stops QEMU if that takes too long. */
  @Override
  public void close() throws IOException {
    Files.writeString(share.resolve("off"), "");
    try {
      qemu.join(TO_POWER_OFF.toMillis());
      qemu.interrupt();
      qemu.join();
    } catch (InterruptedException e) {
      qemu.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** A wait that fails at its deadline, or as soon as its condition can no longer come true. */
  private final class Deadline {

    private final String failure;
    private final Instant end;

    Deadline(String failure, Duration limit) {
      this.failure = failure;
      this.end = Instant.now().plus(limit);
    }

    /**
     * Waits briefly. A failure's message has the content of these files and the hypervisor's log.
     */
    void pause(Path... files) throws IOException, InterruptedException {
      if (!qemu.isAlive() || Instant.now().isAfter(end)) {
        StringBuilder message = new StringBuilder(failure);
        for (Path file : files) {
          message.append("\n--- ").append(file).append('\n').append(text(file));
        }
        message.append("\n--- Xen\n").append(text(share.resolve("dom0.log")));
        throw new AssertionError(message + "\n--- QEMU\n" + String.join("\n", messages.lines()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
