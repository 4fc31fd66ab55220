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
    IN_ITS_WAY_FAILED,
    /** It is ended from here, after a failure. */
    FROM_HERE
  }

  private Ending watch(Guest guest, Optional<Probe> probe)
      throws FailureException, InterruptedException {
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    Optional<URI> page = guest.site().map(site -> page(site, probe));
    Optional<SiteProbe> site = page.map(address -> new SiteProbe(address, probe.isEmpty()));
    BootTimes times = new BootTimes(guest.loader());
    Thread console = new Thread(() -> follow(guest, times, ending), "guest");
    Thread asking = new Thread(() -> ask(site.orElseThrow(), times, probe, ending), "probe");
    asking.setDaemon(true);
    EndOfGuest end = EndOfGuest.of(guest, runner);
    try {
      console.start();
      if (site.isPresent()) {
        asking.start();
      }
      guest.instead().ifPresent(other -> giveUpWithoutAKernel(times, ending));
      Ending how =
          probe.isPresent()
              ? ending.get(probe.get().limit().toMillis(), TimeUnit.MILLISECONDS)
              : ending.get();
      if (probe.isPresent() && how == Ending.BY_ITSELF) {
        throw new RunException(
            "The guest ended after %s, before %s answered (%s).%nIts console may say why."
                .formatted(
                    BootTimes.seconds(times.elapsed()),
                    page.orElseThrow(),
                    site.orElseThrow().lastTry()));
      }
      return how;
    } catch (TimeoutException e) {
      throw new RunException(
          "%s did not answer within %s: %s (%s).%nIts console may say why; wait longer with -Dmirage.run.probe.timeout=SECONDS, or do without KVM: -Dmirage.run.accelerator=tcg."
              .formatted(
                  page.orElseThrow(),
                  BootTimes.seconds(probe.orElseThrow().limit()),
                  site.orElseThrow().lastTry(),
                  times.summary()));
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      ending.complete(Ending.FROM_HERE);
      asking.interrupt();
      console.interrupt();
      try {
        console.join();
      } finally {
        end.now();
      }
      if (!times.siteAnswered()) {
        progress.info("boot: " + times.summary());
      }
    }
  }

  /** The page's address; its path is what the user wrote, with whatever URIs write otherwise. */
  private static URI page(URI site, Optional<Probe> probe) {
    String path = probe.map(Probe::path).orElse("/");
    try {
      URI page = new URI(site.getScheme(), null, site.getHost(), site.getPort(), path, null, null);
      return URI.create(page.toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** A hypervisor that stands still says nothing: silence is a sign too, where there is another. */
  private static void giveUpWithoutAKernel(BootTimes times, CompletableFuture<Ending> ending) {
    CompletableFuture.delayedExecutor(Guest.Sign.PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(
            () -> {
              if (!times.kernelPrinted()) {
                ending.complete(Ending.IN_ITS_WAY_FAILED);
              }
            });
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
            if (guest.instead().filter(o -> o.sign().text().matcher(line).find()).isPresent()) {
              ending.complete(Ending.IN_ITS_WAY_FAILED);
            }
          });
      if (failure.get().isEmpty()) {
        ending.complete(Ending.BY_ITSELF);
      } else {
        ending.completeExceptionally(failed(failure.get()));
      }
    } catch (CommandFailedException e) {
      ending.completeExceptionally(failed(failure.get().isEmpty() ? reason(e) : failure.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It was ended from here: the ending is known.
    }
  }

  private static RunException failed(String how) {
    return new RunException(
        "The guest failed: %s%nIts console has the whole story (-q hides it).".formatted(how));
  }

  private static String reason(CommandFailedException e) {
    String last =
        e.lastLines().stream().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
    return last.isEmpty() ? e.getMessage() : last + " (exit code " + e.exitCode() + ")";
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

    private static final long LONGEST_END_SECONDS = 10;

    static EndOfGuest of(Guest guest, CommandRunner runner) {
      Thread hook = new Thread(() -> guest.end().ifPresent(EndOfGuest::startAndWait), "end-guest");
      Runtime.getRuntime().addShutdownHook(hook);
      return new EndOfGuest(runner, guest.end(), hook);
    }

    void now() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        return; // The hook is running: it does what is left to do.
      }
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

    /** In a process that ends there is no hook to be added any more, as the runner would. */
    private static void startAndWait(Command command) {
      ProcessBuilder builder = new ProcessBuilder(command.words());
      builder.directory(command.directory().toFile());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      try {
        builder.start().waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS);
      } catch (IOException e) {
        // The program ran a moment ago; without it there is nothing to be done from here.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
