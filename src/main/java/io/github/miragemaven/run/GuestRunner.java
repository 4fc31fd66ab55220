package io.github.miragemaven.run;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.console.Cause;
import io.github.miragemaven.instance.console.ConsoleMonitor;
import io.github.miragemaven.instance.console.Diagnosis;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Runs a guest, shows its console and reports when its site answers. The run ends when the guest
 * exits, when the probe succeeds, or when the build is interrupted.
 */
public final class GuestRunner {

  private static final long FIRST_LINE_SECONDS = 5;
  private static final long KERNEL_SECONDS = 10;
  private static final long LAST_LINES_SECONDS = 5;

  private static final String DETAILS = "Its console, above, has the details (-q hides it).";

  private final CommandRunner runner;
  private final Progress progress;
  private final GuestRecords records;
  private final KvmFailure kvm;

  /**
   * Creates a runner of guests.
   *
   * @param userDirectory the directory for what this user's runs remember, if there is one
   */
  public GuestRunner(CommandRunner runner, Progress progress, Optional<Path> userDirectory) {
    this.runner = runner;
    this.progress = progress;
    this.records = new GuestRecords(userDirectory.map(user -> user.resolve("guests")), progress);
    this.kvm = kvm(userDirectory);
  }

  static KvmFailure kvm(Optional<Path> userDirectory) {
    return new KvmFailure(userDirectory.map(user -> user.resolve("kvm-failed")));
  }

  /**
   * Runs a guest until it exits or the probe succeeds.
   *
   * @throws FailureException if the guest or the probe fails
   */
  public void run(Guest guest, Optional<Probe> probe)
      throws FailureException, InterruptedException {
    if (probe.isPresent() && guest.site().isEmpty()) {
      throw new RunException(
          "There is no address to probe: the guest has no network, or it gets its address by DHCP,"
              + " and only its console shows it.\n"
              + "Set a static one (-Dmirage.ipv4=...), or run without -Dmirage.run.probe.");
    }
    records.endOrphans();
    progress.info(
        "running " + guest.how() + guest.site().map(site -> ", site at " + site).orElse(""));
    Ending ending = watch(guest, probe);
    if (ending == Ending.FALLBACK) {
      kvm.remember();
      progress.warn(
          "KVM on this machine cannot run this guest; emulation is used until the next boot"
              + " (-Dmirage.run.accelerator=kvm tries KVM again)");
      run(guest.fallback().orElseThrow(), probe);
    }
  }

  /** The reasons for the end of a run. */
  private enum Ending {
    /** The probe succeeded. */
    ANSWERED,
    /** The guest exited without an error. */
    EXITED,
    /** The guest failed because of the machine and has a fallback. */
    FALLBACK,
    /** The guest is stopped after a failure. */
    STOPPED
  }

  private Ending watch(Guest guest, Optional<Probe> probe)
      throws FailureException, InterruptedException {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    Optional<URI> page = guest.site().map(site -> page(site, probe));
    Optional<SiteProbe> site = page.map(address -> new SiteProbe(address, probe.isEmpty()));
    BootTimes times = new BootTimes(guest.loader());
    ConsoleMonitor monitor = new ConsoleMonitor();
    Thread console = new Thread(() -> follow(guest, times, monitor, ending), "guest");
    Thread prober = new Thread(() -> probe(site.orElseThrow(), times, probe, ending), "probe");
    prober.setDaemon(true);
    GuestCleanUp cleanUp = GuestCleanUp.of(guest, runner);
    try {
      console.start();
      if (site.isPresent()) {
        prober.start();
      }
      guest.fallback().ifPresent(other -> fallBackIfSilent(times, ending));
      Ending result =
          probe.isPresent()
              ? ending.get(probe.get().limit().toMillis(), TimeUnit.MILLISECONDS)
              : ending.get();
      if (probe.isPresent() && result == Ending.EXITED) {
        throw new RunException(
            "The guest ended after %s, before %s answered (%s).%nIts console may show the reason."
                .formatted(
                    BootTimes.seconds(times.elapsed()),
                    page.orElseThrow(),
                    site.orElseThrow().lastTry()));
      }
      return result;
    } catch (TimeoutException e) {
      throw new RunException(
          "%s did not answer within %s: %s (%s).%n%s Wait longer: -Dmirage.run.probe.timeout=5m."
              .formatted(
                  page.orElseThrow(),
                  BootTimes.seconds(probe.orElseThrow().limit()),
                  site.orElseThrow().lastTry(),
                  times.summary(),
                  monitor.diagnosis().summary()));
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      ending.complete(Ending.STOPPED);
      prober.interrupt();
      console.interrupt();
      try {
        console.join();
      } finally {
        cleanUp.run();
      }
      if (!times.siteAnswered()) {
        progress.info("boot: " + times.summary());
      }
    }
  }

  /** Returns the URL of the page to probe, percent-encoded as needed. */
  private static URI page(URI site, Optional<Probe> probe) {
    String path = probe.map(Probe::path).orElse("/");
    try {
      URI page = new URI(site.getScheme(), null, site.getHost(), site.getPort(), path, null, null);
      return URI.create(page.toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /**
   * Triggers the fallback if the guest prints nothing, since a hypervisor that hangs prints no
   * error. The boot loader prints a line within a second of a working KVM.
   */
  private static void fallBackIfSilent(BootTimes times, CompletableFuture<Ending> ending) {
    after(FIRST_LINE_SECONDS, times::printed, ending);
    after(KERNEL_SECONDS, times::kernelPrinted, ending);
  }

  private static void after(long seconds, BooleanSupplier works, CompletableFuture<Ending> ending) {
    CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS)
        .execute(
            () -> {
              if (!works.getAsBoolean()) {
                ending.complete(Ending.FALLBACK);
              }
            });
  }

  private static FailureException failure(Throwable cause) {
    return cause instanceof FailureException known
        ? known
        : new EnvironmentFailureException("The guest's console could not be read: " + cause, cause);
  }

  private void follow(
      Guest guest, BootTimes times, ConsoleMonitor monitor, CompletableFuture<Ending> ending) {
    AtomicReference<ProcessHandle> process = new AtomicReference<>();
    try {
      runner.run(
          guest.command(),
          line -> {
            if (ending.isDone()) {
              return; // QEMU's messages about its termination are of no use.
            }
            times.line(line);
            progress.output(line);
            monitor.read(line);
            monitor.failure().ifPresent(failure -> endAfter(failure, guest, times, ending));
          },
          started -> {
            process.set(started);
            records.add(started);
          });
      Optional<Diagnosis> failure = monitor.failure();
      if (failure.isPresent()) {
        ending.completeExceptionally(failed(failure.get(), guest));
      } else {
        ending.complete(Ending.EXITED);
      }
    } catch (CommandFailedException e) {
      ending.completeExceptionally(
          monitor.failure().map(failure -> failed(failure, guest)).orElseGet(() -> failed(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The guest was stopped, so the ending is known.
    } finally {
      Optional.ofNullable(process.get()).ifPresent(records::remove);
    }
  }

  /**
   * Ends a guest that has failed but keeps running: at once if the boot loader waits for a key,
   * otherwise after some time, in which a kernel prints its last lines and exits.
   */
  private static void endAfter(
      Diagnosis failure, Guest guest, BootTimes times, CompletableFuture<Ending> ending) {
    if (failure.cause() == Cause.KVM_FAILED && guest.fallback().isPresent()) {
      ending.complete(Ending.FALLBACK);
    } else if (failure.isOfLoader()) {
      ending.completeExceptionally(failed(failure, guest));
    } else if (!times.siteAnswered() && failure.cause() != Cause.LINUX) {
      CompletableFuture.delayedExecutor(LAST_LINES_SECONDS, TimeUnit.SECONDS)
          .execute(() -> ending.completeExceptionally(failed(failure, guest)));
    }
  }

  private static RunException failed(Diagnosis failure, Guest guest) {
    return new RunException(
        "The guest failed: %s%n  > %s%n%s"
            .formatted(failure.summary(), failure.line().orElse(""), advice(failure, guest)));
  }

  private static String advice(Diagnosis failure, Guest guest) {
    return switch (failure.cause()) {
      case OUT_OF_MEMORY ->
          guest.memory().isPresent()
              ? "Give it more memory than %d MiB: -Dmirage.run.memory=%d."
                  .formatted(guest.memory().getAsInt(), 2 * guest.memory().getAsInt())
              : "Free some memory of this machine.";
      case WRONG_ARGUMENT, KVM_FAILED -> failure.advice();
      default -> DETAILS;
    };
  }

  private static RunException failed(CommandFailedException e) {
    return new RunException("The guest failed: %s%n%s".formatted(reason(e), DETAILS));
  }

  private static String reason(CommandFailedException e) {
    String last =
        e.lastLines().stream().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
    return last.isEmpty() ? e.getMessage() : last + " (exit code " + e.exitCode() + ")";
  }

  private void probe(
      SiteProbe site, BootTimes times, Optional<Probe> probe, CompletableFuture<Ending> ending) {
    try {
      site.awaitAnswer();
      times.answered();
      progress.info("the site answers: " + times.summary());
      if (probe.isPresent()) {
        ending.complete(Ending.ANSWERED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The guest has stopped.
    }
  }

  /** Stops a guest that outlives its command, also when the JVM is shut down. */
  private record GuestCleanUp(CommandRunner runner, Optional<Command> command, Thread hook) {

    private static final long TIMEOUT_SECONDS = 10;

    static GuestCleanUp of(Guest guest, CommandRunner runner) {
      Thread hook =
          new Thread(() -> guest.cleanUp().ifPresent(GuestCleanUp::startAndWait), "end-guest");
      Runtime.getRuntime().addShutdownHook(hook);
      return new GuestCleanUp(runner, guest.cleanUp(), hook);
    }

    void run() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        return; // The shutdown hook is running and stops the guest.
      }
      if (command.isEmpty()) {
        return;
      }
      try {
        runner.capture(command.get());
      } catch (CommandFailedException exited) {
        // The guest has exited.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /**
     * Runs a command without {@link CommandRunner}, which cannot add its shutdown hook during a
     * shutdown.
     */
    private static void startAndWait(Command command) {
      ProcessBuilder builder = new ProcessBuilder(command.words());
      builder.directory(command.directory().toFile());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      try {
        builder.start().waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (IOException e) {
        // The program is gone, so there is no way to stop the guest.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
