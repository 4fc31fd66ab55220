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
  private static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** Time limit for each verification; the console is read in between. */
  private static final Duration VERIFY_LIMIT = Duration.ofSeconds(5);

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
  Instance start() throws FailureException, InterruptedException {
    return new Waiting(execution)
        .until(
            "the instance " + id + " is not running",
            START_LIMIT,
            () -> {
              console.update();
              return instances.find(id).filter(one -> one.state() != Instance.State.PENDING);
            });
  }

  /**
   * Waits until the site of a running instance passes verification.
   *
   * @param expected the expected site
   * @param timeout time until the site's port must accept connections
   * @return the failure; empty if the site passes
   */
  Optional<LaunchFailure> verify(VerifySettings expected, Duration timeout)
      throws InterruptedException {
    Instant end = time.now().plus(timeout);
    int failures = 0;
    progress.info("waiting for the site at %s".formatted(expected.address().host()));
    while (true) {
      console.update();
      Verification seen = verifyOnce(expected);
      if (seen.passed()) {
        console.read();
        seen.table().forEach(progress::info);
        return Optional.empty();
      }
      Instance now = instances.find(id).orElseThrow();
      if (!now.isRunning()) {
        return Optional.of(LaunchFailure.notRunning(now));
      }
      failures += seen.connected() ? 1 : 0;
      boolean late = time.now().isAfter(end);
      if (failures >= expected.limits().attempts() || late || console.hasFailed()) {
        console.read();
        seen.table().forEach(progress::info);
        return Optional.of(
            new LaunchFailure(
                seen.summary(), Optional.empty(), now, Optional.of(seen.connected())));
      }
      time.pass(PAUSE);
    }
  }

  private Verification verifyOnce(VerifySettings expected) throws InterruptedException {
    Duration deadline = expected.limits().deadline();
    Duration once = deadline.compareTo(VERIFY_LIMIT) < 0 ? deadline : VERIFY_LIMIT;
    return Verifier.verify(
        expected.withLimits(expected.limits().withDeadline(once).withAttempts(1)),
        region::reach,
        progress);
  }
}
