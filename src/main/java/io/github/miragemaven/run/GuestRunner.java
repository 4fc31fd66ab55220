package io.github.miragemaven.run;

import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Command;
import io.github.miragemaven.process.CommandFailedException;
import io.github.miragemaven.process.CommandRunner;
import io.github.miragemaven.progress.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts a guest, shows its console, says when its site answers, and ends it: when the probe has
 * its answer, when the build is interrupted, or when the guest ends by itself.
 */
public final class GuestRunner {

  private final CommandRunner runner;
  private final Progress progress;

  /** Starts guests with this runner. */
  public GuestRunner(CommandRunner runner, Progress progress) {
    this.runner = runner;
    this.progress = progress;
  }

  /**
   * Runs the guest to its end, or until the probe has its answer.
   *
   * @throws FailureException if the guest fails, or the probe gets no answer
   */
  public void run(Guest guest, Optional<Probe> probe)
      throws FailureException, InterruptedException {
    if (probe.isPresent() && guest.site().isEmpty()) {
      throw new RunException(
          "There is no address to probe: the guest has no network, or DHCP gives it one that only"
              + " its console tells.\nGive it one (-Dmirage.ipv4=...), or run it without"
              + " -Dmirage.run.probe.");
    }
    progress.info(
        "running " + guest.how() + guest.site().map(site -> ", site at " + site).orElse(""));
    Ending ending = watch(guest, probe);
    if (ending == Ending.IN_ITS_WAY_FAILED) {
      Guest.Alternative other = guest.instead().orElseThrow();
      progress.warn(other.sign().meaning());
      run(other.guest(), probe);
    }
  }

  /** How a guest ended. */
  private enum Ending {
    /** The probe has its answer. */
    ANSWERED,
    /** It ended by itself, without an error. */
    BY_ITSELF,
    /** This way of running it failed, and there is another. */
    IN_ITS_WAY_FAILED
  }

  private Ending watch(Guest guest, Optional<Probe> probe)
      throws FailureException, InterruptedException {
    BootTimes times = new BootTimes(guest.lastLoaderLine());
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    URI page = guest.site().orElse(URI.create("http://localhost/")).resolve(path(probe));
    SiteProbe site = new SiteProbe(page);
    Thread console = new Thread(() -> follow(guest, times, ending), "guest");
    Thread asking = new Thread(() -> ask(site, times, probe, ending), "probe");
    asking.setDaemon(true);
    EndOfGuest end = EndOfGuest.of(guest, runner);
    try {
      console.start();
      if (guest.site().isPresent()) {
        asking.start();
      }
      Ending how =
          probe.isPresent()
              ? ending.get(probe.get().limit().toMillis(), TimeUnit.MILLISECONDS)
              : ending.get();
      if (probe.isPresent() && how == Ending.BY_ITSELF) {
        throw new RunException(
            "The guest ended after %s, before %s answered (%s).%nIts console above says why."
                .formatted(BootTimes.seconds(times.elapsed()), page, site.lastTry()));
      }
      return how;
    } catch (TimeoutException e) {
      throw new RunException(
          "%s did not answer within %s: %s (%s).%nIts console above may say why; wait longer with -Dmirage.run.probe.timeout=SECONDS."
              .formatted(
                  page,
                  BootTimes.seconds(probe.map(Probe::limit).orElse(Duration.ZERO)),
                  site.lastTry(),
                  times.summary()));
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      asking.interrupt();
      console.interrupt();
      console.join();
      end.now();
      progress.info("boot: " + times.summary());
    }
  }

  private static String path(Optional<Probe> probe) {
    return probe.map(Probe::path).orElse("/");
  }

  private static FailureException failure(Throwable cause) {
    return cause instanceof FailureException known
        ? known
        : new EnvironmentFailureException("The guest could not be followed: " + cause, cause);
  }

  private void follow(Guest guest, BootTimes times, CompletableFuture<Ending> ending) {
    AtomicReference<String> failure = new AtomicReference<>("");
    try {
      runner.run(
          guest.command(),
          line -> {
            if (ending.isDone()) {
              return; // What QEMU says of being ended is of no use to anyone.
            }
            times.line(line);
            progress.output(line);
            if (Solo5Exit.isFailure(line)) {
              failure.compareAndSet("", line.strip());
            }
            if (guest.instead().filter(other -> line.contains(other.sign().text())).isPresent()) {
              ending.complete(Ending.IN_ITS_WAY_FAILED);
            }
          });
      if (failure.get().isEmpty()) {
        ending.complete(Ending.BY_ITSELF);
      } else {
        ending.completeExceptionally(failed(failure.get()));
      }
    } catch (CommandFailedException e) {
      ending.completeExceptionally(
          failed(failure.get().isEmpty() ? e.getMessage() : failure.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It was ended from here: the ending is known.
    }
  }

  private static RunException failed(String how) {
    return new RunException("The guest failed: %s%nIts console above says why.".formatted(how));
  }

  private void ask(
      SiteProbe site, BootTimes times, Optional<Probe> probe, CompletableFuture<Ending> ending) {
    try {
      site.untilAnswered();
      times.answered();
      progress.info("the site answers: " + times.summary());
      if (probe.isPresent()) {
        ending.complete(Ending.ANSWERED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The guest has ended.
    }
  }

  /** Ends what a guest's command leaves running, also when this process is told to end. */
  private record EndOfGuest(CommandRunner runner, Optional<Command> command, Thread hook) {

    static EndOfGuest of(Guest guest, CommandRunner runner) {
      Thread hook = new Thread(() -> end(runner, guest.end()), "end-guest");
      Runtime.getRuntime().addShutdownHook(hook);
      return new EndOfGuest(runner, guest.end(), hook);
    }

    void now() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
        end(runner, command);
      } catch (IllegalStateException shuttingDown) {
        // The hook is running: it does what is left to do.
      }
    }

    private static void end(CommandRunner runner, Optional<Command> command) {
      if (command.isEmpty()) {
        return;
      }
      try {
        runner.capture(command.get());
      } catch (CommandFailedException ended) {
        // A guest that has ended by itself is not there any more.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
