package io.github.miragemaven.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.ChildJvm;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs shell scripts as guests, with a local HTTP server as their site. */
@DisabledOnOs(OS.WINDOWS)
class GuestRunnerTest {

  private static final Probe PROBE = new Probe("/", Duration.ofMinutes(1));
  private static final String STAYS = "echo up; exec sleep 600";

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();
  private final AtomicInteger status = new AtomicInteger(200);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getRawPath());
          Files.writeString(directory.resolve("answered"), "");
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServing() {
    server.stop(0);
  }

  @Test
  void showsTheConsoleUntilTheGuestExits() throws Exception {
    run(guest("echo one; echo two", Optional.empty()), Optional.empty());
    assertThat(progress.lines())
        .startsWith("INFO running as a script", "OUT one", "OUT two")
        .last()
        .asString()
        .startsWith("INFO boot: kernel's first line after ");
  }

  @Test
  void failsIfTheGuestFails() {
    assertThatThrownBy(() -> run(guest("echo oh no; exit 3", Optional.empty()), Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("The guest failed: oh no (exit code 3)");
    assertThat(progress.lines()).contains("OUT oh no");
  }

  @Test
  void failsIfTheConsoleReportsAFailureDespiteTheExitCode() {
    Guest guest = guest("echo 'Solo5: solo5_exit(2) called'", Optional.empty());
    assertThatThrownBy(() -> run(guest, Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("  > Solo5: solo5_exit(2) called");
  }

  @Test
  void exitWithStatus0IsNoFailure() throws Exception {
    run(guest("echo 'Solo5: solo5_exit(0) called'", Optional.empty()), Optional.empty());
  }

  @Test
  void outOfMemoryNamesTheParameterAndALargerSize() {
    Guest guest =
        guest("echo 'Out of memory'; echo 'Solo5: solo5_exit(2) called'", Optional.empty())
            .withMemory(64);
    assertThatThrownBy(() -> run(guest, Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("The kernel ran out of memory")
        .hasMessageContaining("-Dmirage.run.memory=128");
  }

  @Test
  void unknownBootArgumentIsNamed() {
    Guest guest =
        guest(
            "echo \"site: unknown option '--nosuch'\"; echo 'Solo5: solo5_exit(64) called'",
            Optional.empty());
    assertThatThrownBy(() -> run(guest, Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("unknown option '--nosuch'")
        .hasMessageContaining("-Dmirage.argument.");
  }

  @Test
  void failureOfKvmUnderHvtHasItsOwnSentence() {
    Guest guest =
        guest("echo 'solo5-hvt: KVM: internal error exit: suberror=0x1'; exit 1", Optional.empty());
    assertThatThrownBy(() -> run(guest, Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("KVM on this machine cannot run this guest")
        .hasMessageContaining("-Dmirage.target=unix");
  }

  @Test
  void stopsAtOnceIfTheBootLoaderFails() {
    Guest guest =
        guest(
                "echo 'GRUB reads its configuration'; echo 'error: out of memory.'; exec sleep 600",
                Optional.of(site()))
            .withMemory(64);
    status.set(500);
    assertThatThrownBy(() -> run(guest, Optional.of(PROBE)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("  > error: out of memory.")
        .hasMessageContaining("-Dmirage.run.memory=128");
  }

  @Test
  void failedGuestThatKeepsRunningIsStopped() {
    Guest guest = guest("echo 'Out of memory'; exec sleep 600", Optional.empty()).withMemory(64);
    assertThatThrownBy(() -> run(guest, Optional.empty()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("The kernel ran out of memory");
  }

  /** Starts a guest in a JVM that is killed, as with {@code kill -9}. */
  static final class BuildToKill {

    private BuildToKill() {}

    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      RecordedProgress progress = new RecordedProgress();
      Guest guest =
          Guest.of(
              "as a script",
              Command.of(directory, "/bin/sh", "-c", "echo $$ > pid; echo up; exec sleep 600"),
              Optional.empty());
      new Thread(
              () -> {
                while (!progress.lines().contains("OUT up")) {
                  Thread.onSpinWait();
                }
                System.out.println("up");
              })
          .start();
      new GuestRunner(new CommandRunner(progress), progress, Optional.of(directory.resolve("user")))
          .run(guest, Optional.empty());
    }
  }

  @Test
  void nextRunEndsTheGuestOfAKilledBuild() throws Exception {
    try (ChildJvm build = ChildJvm.start(BuildToKill.class, directory)) {
      assertThat(build.line()).isEqualTo("up");
      run(guest("echo second", Optional.empty()), Optional.empty());
      assertThat(guestOfBuild()).as("while its build runs").isPresent();
    }
    assertThat(guestOfBuild()).as("after its build was killed").isPresent();
    run(guest("echo third", Optional.empty()), Optional.empty());
    assertThat(guestOfBuild()).isEmpty();
    assertThat(progress.lines())
        .anyMatch(line -> line.startsWith("INFO ending the guest of a killed build, process "));
    assertThat(user().resolve("guests")).isEmptyDirectory();
  }

  private Optional<ProcessHandle> guestOfBuild() throws Exception {
    return ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("pid")).strip()))
        .filter(ProcessHandle::isAlive);
  }

  @Test
  void probeStopsTheGuestOnceTheSiteAnswers() throws Exception {
    Guest guest = guest("echo $$ > pid; " + STAYS, Optional.of(site()));
    run(guest, Optional.of(PROBE));
    assertThat(progress.lines())
        .anyMatch(line -> line.startsWith("INFO running as a script, site at http://"))
        .anyMatch(line -> line.startsWith("INFO the site answers: "));
    Optional<ProcessHandle> ended =
        ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("pid")).strip()));
    assertThat(ended.map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void probeRejectsErrorStatuses() {
    status.set(503);
    Probe impatient = new Probe("/", Duration.ofSeconds(2));
    assertThatThrownBy(() -> run(guest(STAYS, Optional.of(site())), Optional.of(impatient)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("did not answer within 2.0 s: it answered with status 503")
        .hasMessageContaining("-Dmirage.run.probe.timeout");
  }

  @Test
  void anyStatusIsAnAnswerWithoutAProbe() throws Exception {
    status.set(404);
    run(guest("until [ -e answered ]; do sleep 0.1; done", Optional.of(site())), Optional.empty());
  }

  @Test
  void probeMayHaveAnyPath() throws Exception {
    run(guest(STAYS, Optional.of(site())), Optional.of(new Probe("/a b/ä", Duration.ofMinutes(1))));
    assertThat(asked).containsOnly("/a%20b/%C3%A4");
  }

  @Test
  void removesControlSequencesFromTheConsole() throws Exception {
    run(
        guest("printf '\\033[H\\033[J\\033c\\033[1;1Hup\\007\\n'", Optional.empty()),
        Optional.empty());
    assertThat(progress.lines()).contains("OUT up");
  }

  @Test
  void probeFailsIfTheGuestExitsFirst() {
    status.set(500);
    assertThatThrownBy(() -> run(guest("echo crash", Optional.of(site())), Optional.of(PROBE)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("The guest ended after ");
  }

  @Test
  void rejectsAProbeWithoutAnAddress() {
    assertThatThrownBy(() -> run(guest(STAYS, Optional.empty()), Optional.of(PROBE)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("There is no address to probe");
  }

  @Test
  void runsTheFallbackIfTheMachineFails() throws Exception {
    Guest first = guest("echo KVM internal error; exec sleep 600", Optional.empty());
    Guest second = guest("echo second", Optional.empty());
    run(first.or(second), Optional.empty());
    assertThat(progress.lines())
        .anyMatch(line -> line.startsWith("WARN KVM on this machine cannot run this guest"))
        .contains("OUT second");
    assertThat(GuestRunner.kvm(Optional.of(user())).isKnown()).isTrue();
  }

  @Test
  void cleansUpAfterTheCommand() throws Exception {
    Guest guest =
        new Guest(
            "as a script",
            script("echo up"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.of(script("touch destroyed")),
            Optional.empty());
    run(guest, Optional.empty());
    assertThat(directory.resolve("destroyed")).exists();
  }

  @Test
  void interruptionStopsTheGuest() throws Exception {
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread build =
        new Thread(
            () -> {
              try {
                run(guest("echo $$ > pid; " + STAYS, Optional.empty()), Optional.empty());
              } catch (Throwable e) {
                outcome.set(e);
              }
            });
    build.start();
    while (!progress.lines().contains("OUT up")) {
      Thread.onSpinWait();
    }
    build.interrupt();
    build.join();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  private void run(Guest guest, Optional<Probe> probe) throws Exception {
    new GuestRunner(new CommandRunner(progress), progress, Optional.of(user())).run(guest, probe);
  }

  private Path user() {
    return directory.resolve("user");
  }

  private URI site() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private Guest guest(String script, Optional<URI> site) {
    return Guest.of("as a script", script(script), site);
  }

  private Command script(String script) {
    return Command.of(directory, "/bin/sh", "-c", script);
  }
}
