package io.github.miragemaven.run;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.progress.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a guest, shows its console and reports when its site answers. The run ends when the guest
 * exits, when the probe succeeds, or when the build is interrupted.
 */
public final class GuestRunner {

  private final CommandRunner runner;
  private final Progress progress;

  /** Creates a runner of guests. */
  public GuestRunner(CommandRunner runner, Progress progress) {
    this.runner = runner;
    this.progress = progress;
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
    progress.info(
        "running " + guest.how() + guest.site().map(site -> ", site at " + site).orElse(""));
    Ending ending = watch(guest, probe);
    if (ending == Ending.FALLBACK) {
      Guest.Fallback other = guest.fallback().orElseThrow();
      progress.warn(other.trigger().message());
      run(other.guest(), probe);
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
    Thread console = new Thread(() -> follow(guest, times, ending), "guest");
    Thread prober = new Thread(() -> probe(site.orElseThrow(), times, probe, ending), "probe");
    prober.setDaemon(true);
    GuestCleanUp cleanUp = GuestCleanUp.of(guest, runner);
    try {
      console.start();
      if (site.isPresent()) {
        prober.start();
      }
      guest.fallback().ifPresent(other -> fallBackIfKernelIsSilent(times, ending));
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
          "%s did not answer within %s: %s (%s).%nIts console may show the reason; wait longer (-Dmirage.run.probe.timeout=5m), or avoid KVM: -Dmirage.run.accelerator=tcg."
              .formatted(
                  page.orElseThrow(),
                  BootTimes.seconds(probe.orElseThrow().limit()),
                  site.orElseThrow().lastTry(),
                  times.summary()));
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
   * Triggers the fallback if the kernel prints nothing, since a hypervisor that hangs prints no
   * error.
   */
  private static void fallBackIfKernelIsSilent(BootTimes times, CompletableFuture<Ending> ending) {
    CompletableFuture.delayedExecutor(Guest.FailurePattern.TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .execute(
            () -> {
              if (!times.kernelPrinted()) {
                ending.complete(Ending.FALLBACK);
              }
            });
  }

  private static FailureException failure(Throwable cause) {
    return cause instanceof FailureException known
        ? known
        : new EnvironmentFailureException("The guest's console could not be read: " + cause, cause);
  }

  private void follow(Guest guest, BootTimes times, CompletableFuture<Ending> ending) {
    AtomicReference<String> failure = new AtomicReference<>("");
    try {
      runner.run(
          guest.command(),
          line -> {
            if (ending.isDone()) {
              return; // QEMU's messages about its termination are of no use.
            }
            times.line(line);
            progress.output(line);
            if (Solo5Exit.isFailure(line)) {
              failure.compareAndSet("", line.strip());
            }
            if (guest
                .fallback()
                .filter(o -> o.trigger().pattern().matcher(line).find())
                .isPresent()) {
              ending.complete(Ending.FALLBACK);
            }
          });
      if (failure.get().isEmpty()) {
        ending.complete(Ending.EXITED);
      } else {
        ending.completeExceptionally(failed(failure.get()));
      }
    } catch (CommandFailedException e) {
      ending.completeExceptionally(failed(failure.get().isEmpty() ? reason(e) : failure.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The guest was stopped, so the ending is known.
    }
  }

  private static RunException failed(String reason) {
    return new RunException(
        "The guest failed: %s%nIts console, above, has the details (-q hides it)."
            .formatted(reason));
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
