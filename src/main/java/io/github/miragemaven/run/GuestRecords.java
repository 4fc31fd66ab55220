package io.github.miragemaven.run;

import io.github.miragemaven.incremental.Replacement;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Records the processes of running guests, so that the next run can end a guest whose Maven was
 * killed. There is one file per guest, named by its process ID; its lines are the instant at which
 * the guest started, and Maven's process ID and start.
 *
 * @param directory the directory of the records; empty if this user has none
 */
record GuestRecords(Optional<Path> directory, Progress progress) {

  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  /** Records a guest that this process has started. */
  void add(ProcessHandle guest) {
    ProcessHandle maven = ProcessHandle.current();
    write(
        guest,
        String.join(
            "\n",
            started(guest).toString(),
            Long.toString(maven.pid()),
            started(maven).toString()));
  }

  private void write(ProcessHandle guest, String text) {
    try {
      if (directory.isPresent()) {
        Replacement.of(file(guest), text);
      }
    } catch (IOException e) {
      progress.debug("the guest's process is not recorded: " + e);
    }
  }

  /** Removes the record of a guest that has ended. */
  void remove(ProcessHandle guest) {
    try {
      if (directory.isPresent()) {
        Files.deleteIfExists(file(guest));
      }
    } catch (IOException e) {
      progress.debug("the guest's record is not removed: " + e);
    }
  }

  private Path file(ProcessHandle guest) {
    return directory.orElseThrow().resolve(Long.toString(guest.pid()));
  }

  /** Ends the guests whose Maven no longer runs. */
  void endOrphans() {
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      return;
    }
    try (DirectoryStream<Path> records = Files.newDirectoryStream(directory.get(), "[0-9]*")) {
      for (Path record : records) {
        endIfOrphan(record);
      }
    } catch (IOException e) {
      progress.debug("the records of guests cannot be read: " + e);
    }
  }

  private void endIfOrphan(Path record) throws IOException {
    List<String> lines = Files.readAllLines(record);
    if (lines.size() < 3) {
      Files.deleteIfExists(record);
      return;
    }
    if (find(lines.get(1), lines.get(2)).isPresent()) {
      return;
    }
    Optional<ProcessHandle> orphan = find(record.getFileName().toString(), lines.get(0));
    if (orphan.isPresent()) {
      progress.info(
          "ending the guest of a killed build, process %d: %s"
              .formatted(orphan.get().pid(), orphan.get().info().command().orElse("")));
      orphan.get().destroyForcibly();
      orphan.get().onExit().join();
    }
    Files.deleteIfExists(record);
  }

  /**
   * Returns the process with this ID, unless it started at another time: IDs are reused. Java
   * derives the time from that of the boot, which Linux rounds and adjusts.
   */
  private static Optional<ProcessHandle> find(String id, String started) {
    Instant expected = Instant.parse(started);
    return ProcessHandle.of(Long.parseLong(id))
        .filter(
            process ->
                Duration.between(expected, started(process)).abs().compareTo(TOLERANCE) <= 0);
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
