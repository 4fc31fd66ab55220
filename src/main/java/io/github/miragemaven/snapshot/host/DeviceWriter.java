package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.progress.Gauge;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.snapshot.VolumeImage;
import io.github.miragemaven.snapshot.VolumeImage.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a volume on the build host with standard Linux programs: a shell, {@code gzip}, {@code dd}
 * and {@code sha256sum}.
 *
 * <p>The stream contains the runs of blocks: a line with the number of the first block and the
 * number of blocks, followed by the data. The shell and {@code dd} can read from the same pipe, as
 * the shell reads a line byte by byte (POSIX, "read", Application Usage), and {@code dd} reads
 * exactly {@code count} blocks.
 */
final class DeviceWriter {

  private static final Duration APPEARANCE = Duration.ofSeconds(60);

  /**
   * Turns off field splitting and globbing (POSIX, "Field Splitting", "set"), so that variables
   * need no quotation marks: Java cannot pass these in an argument of a Windows program.
   */
  private static final String NO_SPLITTING = "IFS=; set -f; ";

  private static final String FIND =
      "for d do if [ -e $d ]; then echo $d; exit 0; fi; done; exit 3";

  private static final String SIZE =
      "if [ -b $1 ]; then blockdev --getsize64 $1; else wc -c < $1; fi";

  private static final String IS_NOT_MOUNTED = "! grep -q ^$1'[p0-9]* ' /proc/mounts";

  /** Checks the first MiB: a new, unencrypted volume contains only zeros. */
  private static final String IS_BLANK = "test $(head -c 1048576 $1 | tr -d '\\000' | wc -c) -eq 0";

  private static final String WRITE =
      "set -e; gzip -dc | while IFS=' ' read -r first count; do dd of=$1 bs="
          + VolumeImage.BLOCK
          + " seek=$first count=$count iflag=fullblock conv=notrunc status=none"
          + " || exit 4; done; sync";

  private static final String DIGEST =
      "if [ -b $1 ]; then blockdev --flushbufs $1; fi; head -c $2 $1 | sha256sum";

  private final HostConnection host;
  private final HostSettings settings;
  private final Execution execution;
  private final Progress progress;
  private final String prefix;

  /** Creates a writer that uses a connection. */
  DeviceWriter(HostConnection host, HostSettings settings, Execution execution)
      throws FailureException, IOException, InterruptedException {
    this.host = host;
    this.settings = settings;
    this.execution = execution;
    this.progress = execution.progress();
    this.prefix = sudoPrefix();
  }

  private String sudoPrefix() throws FailureException, IOException, InterruptedException {
    try {
      if (host.run("id -u", HostConnection.Input.NONE).equals("0")) {
        return "";
      }
      host.run("sudo -n true", HostConnection.Input.NONE);
      return "sudo -n ";
    } catch (CommandFailedException e) {
      throw new UserFailureException(
          "%s cannot write to disks of the build host %s, as sudo -n fails: %s.%nAllow sudo without a password, or log in as root (-Dmirage.host.user=root)."
              .formatted(
                  settings.ssh().user().orElse("The SSH user"), host.address(), e.getMessage()),
          e);
    }
  }

  /**
   * Finds the device of a volume, and checks its size and that it is not in use. Waits for it, as
   * Linux may take a moment to create it.
   *
   * @param blank whether the device has to be blank, too
   */
  String device(VolumeDevice volume, int gib, boolean blank)
      throws FailureException, IOException, InterruptedException {
    List<String> paths = volume.paths(settings.device());
    String device =
        new Waiting(execution)
            .until(
                "the build host has none of " + String.join(", ", paths),
                APPEARANCE,
                () -> runIfPossible(FIND, paths.toArray(String[]::new)));
    long size = Long.parseLong(require("determine the size of " + device, SIZE, device));
    long wanted = (long) gib << 30;
    if (size != wanted) {
      throw wrongDevice(
          device, "has %s, and not the volume's %s".formatted(Sizes.of(size), Sizes.of(wanted)));
    }
    check(device, "is mounted", IS_NOT_MOUNTED);
    if (blank) {
      check(device, "is not blank", IS_BLANK);
    }
    return device;
  }

  private void check(String device, String problem, String script)
      throws FailureException, IOException, InterruptedException {
    try {
      host.run(command(script, device), HostConnection.Input.NONE);
    } catch (CommandFailedException e) {
      throw wrongDevice(device, "%s (%s)".formatted(problem, e.getMessage()));
    }
  }

  private static EnvironmentFailureException wrongDevice(String device, String problem) {
    return new EnvironmentFailureException(
        "%s on the build host %s.%nSet the volume's device: -Dmirage.host.device=/dev/..., where {volume} is replaced by the volume's ID."
            .formatted(device, problem));
  }

  /** Writes runs of blocks to a device. */
  void write(VolumeImage content, List<Run> runs, String device)
      throws FailureException, IOException, InterruptedException {
    long bytes = runs.stream().mapToLong(Run::count).sum() * VolumeImage.BLOCK;
    progress.info("writing %s to %s on the build host".formatted(Sizes.of(bytes), device));
    try (Gauge gauge = progress.gauge("uploading", bytes)) {
      host.run(command(WRITE, device), out -> stream(content, runs, gauge, out));
    } catch (CommandFailedException e) {
      throw failed("write to " + device, e);
    }
  }

  private static void stream(VolumeImage content, List<Run> runs, Gauge gauge, OutputStream out)
      throws IOException {
    try (OutputStream zipped =
        new GZIPOutputStream(out, 1 << 16) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      for (Run run : runs) {
        String line = "%d %d%n".formatted(run.first(), run.count()).replace("\r", "");
        zipped.write(line.getBytes(StandardCharsets.US_ASCII));
        for (int block = run.first(); block < run.first() + run.count(); block++) {
          try (InputStream in = content.stream(block)) {
            in.transferTo(zipped);
          }
          gauge.add(VolumeImage.BLOCK);
        }
      }
    }
  }

  /** Verifies the image on the device by its digest, which the host computes. */
  void requireDigest(String device, long size, Sha256 digest)
      throws FailureException, IOException, InterruptedException {
    String[] words = require("digest " + device, DIGEST, device, Long.toString(size)).split(" ", 2);
    if (!words[0].equals(digest.hex())) {
      throw new EnvironmentFailureException(
          "%s on the build host has the SHA-256 %s instead of the image's %s.%nRun the same command again; if it fails again, use another host."
              .formatted(device, words[0], digest.hex()));
    }
  }

  private Optional<String> runIfPossible(String script, String... arguments)
      throws FailureException {
    try {
      return Optional.of(host.run(command(script, arguments), HostConnection.Input.NONE));
    } catch (CommandFailedException notYet) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EnvironmentFailureException(
          "The connection to the build host %s was lost: %s%nRun the same command again."
              .formatted(host.address(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String require(String task, String script, String... arguments)
      throws FailureException, IOException, InterruptedException {
    try {
      return host.run(command(script, arguments), HostConnection.Input.NONE);
    } catch (CommandFailedException e) {
      throw failed(task, e);
    }
  }

  private EnvironmentFailureException failed(String task, CommandFailedException failure) {
    return new EnvironmentFailureException(
        "The build host %s could not %s: %s.%nCheck the host, or upload without it (-Dmirage.deploy.strategy=direct)."
            .formatted(host.address(), task, failure.getMessage()),
        failure);
  }

  /** Builds the command line that runs a script with arguments. */
  private String command(String script, String... arguments) {
    return prefix
        + "sh -c "
        + quoted(NO_SPLITTING + script)
        + " mirage "
        + Stream.of(arguments).map(DeviceWriter::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
