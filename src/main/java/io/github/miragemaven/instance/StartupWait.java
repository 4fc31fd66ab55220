package io.github.miragemaven.instance;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.instance.verify.Verification;
import io.github.miragemaven.instance.verify.Verifier;
import io.github.miragemaven.instance.verify.VerifySettings;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until an instance runs and its site passes verification. */
final class StartupWait {

  /** Instances usually run within a minute or two. */
  private static final Duration START = Duration.ofMinutes(10);

  /** Time limit for each verification; the console is read in between. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final AwsRegion region;
  private final String id;
  private final Instances instances;
  private final ConsoleFollower console;
  private final Execution execution;
  private final Progress progress;
  private final Time time;

  StartupWait(AwsRegion region, String id, ConsoleFollower console, Execution execution) {
    this.region = region;
    this.id = id;
    this.instances = new Instances(region);
    this.console = console;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /** Waits until the instance leaves the pending state: it runs, or it is stopped or terminated. */
  Instance started() throws FailureException, InterruptedException {
    return new Waiting(execution)
        .until(
            "the instance " + id + " does not run",
            START,
            () -> {
              console.look();
              return instances.find(id).filter(one -> one.state() != Instance.State.PENDING);
            });
  }

  /**
   * Waits until the site of a running instance passes verification.
   *
   * @param wanted the expected site
   * @param timeout time until the site's port must accept connections
   * @return the failure; empty if the site passes
   */
  Optional<LaunchFailure> answer(VerifySettings wanted, Duration timeout)
      throws InterruptedException {
    Instant end = time.now().plus(timeout);
    int wrong = 0;
    progress.info("waiting for the site at %s".formatted(wanted.address().host()));
    while (true) {
      console.look();
      Verification seen = look(wanted);
      if (seen.passed()) {
        console.read();
        seen.table().forEach(progress::info);
        return Optional.empty();
      }
      Instance now = instances.find(id).orElseThrow();
      if (!now.isRunning()) {
        return Optional.of(LaunchFailure.notRunning(now));
      }
      wrong += seen.connected() ? 1 : 0;
      boolean late = time.now().isAfter(end);
      if (wrong >= wanted.limits().attempts() || late || console.hasFailed()) {
        console.read();
        seen.table().forEach(progress::info);
        return Optional.of(
            new LaunchFailure(
                seen.summary(), Optional.empty(), now, Optional.of(seen.connected())));
      }
      time.pass(PAUSE);
    }
  }

  private Verification look(VerifySettings wanted) throws InterruptedException {
    Duration deadline = wanted.limits().deadline();
    Duration once = deadline.compareTo(LOOK) < 0 ? deadline : LOOK;
    return Verifier.verify(
        wanted.withLimits(wanted.limits().withDeadline(once).withAttempts(1)),
        region::reach,
        progress);
  }
}
