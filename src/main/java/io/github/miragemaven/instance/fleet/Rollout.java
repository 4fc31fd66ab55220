package io.github.miragemaven.instance.fleet;

import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;

/** Runs an instance refresh and follows it to its end; rolls it back if interrupted. */
final class Rollout {

  /** Long enough for warm-up and health checks of many instances, one after the other. */
  private static final Duration LIMIT = Duration.ofHours(12);

  private final Refreshes refreshes;
  private final String group;
  private final Execution execution;
  private final Progress progress;
  private String lastLine = "";

  Rollout(Refreshes refreshes, String group, Execution execution) {
    this.refreshes = refreshes;
    this.group = group;
    this.execution = execution;
    this.progress = execution.progress();
  }

  /**
   * Rolls a version out to all instances of the group, or follows the refresh that already does.
   *
   * @throws UserFailureException if the refresh fails; the message contains AWS's reason
   */
  void carryOut(Template wanted) throws FailureException, InterruptedException {
    boolean done = false;
    try {
      String id = refreshes.start(wanted);
      InstanceRefresh end =
          new Waiting(execution)
              .until("the group " + group + " is not refreshed", LIMIT, () -> end(id));
      done = true;
      if (end.status() != InstanceRefreshStatus.SUCCESSFUL) {
        throw failed(end);
      }
      progress.info("replaced all instances of the group " + group);
    } finally {
      if (!done) {
        rollBackUninterruptibly(wanted);
      }
    }
  }

  /** A refresh may be unknown just after it was started. */
  private Optional<InstanceRefresh> end(String id) {
    Optional<InstanceRefresh> now = refreshes.find(id);
    now.ifPresent(this::log);
    return now.filter(refresh -> !Refreshes.isActive(refresh));
  }

  private void log(InstanceRefresh refresh) {
    String line =
        "the group %s: %s, %d%%%s"
            .formatted(
                group,
                words(refresh),
                Optional.ofNullable(refresh.percentageComplete()).orElse(0),
                reason(refresh).map(reason -> ": " + reason).orElse(""));
    if (!line.equals(lastLine)) {
      progress.info(line);
      lastLine = line;
    }
  }

  /** Formats a status as words: {@code RollbackInProgress} is "rollback in progress". */
  private static String words(InstanceRefresh refresh) {
    return refresh.statusAsString().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static Optional<String> reason(InstanceRefresh refresh) {
    return Optional.ofNullable(refresh.statusReason()).filter(reason -> !reason.isBlank());
  }

  private UserFailureException failed(InstanceRefresh end) {
    boolean back = end.status() == InstanceRefreshStatus.ROLLBACK_SUCCESSFUL;
    return new UserFailureException(
        "The refresh of the group %s ended as %s: %s%n%s"
            .formatted(
                group,
                words(end),
                reason(end).orElse("AWS gave no reason."),
                back
                    ? "All its instances have the previous version again."
                    : "It may have instances of both versions: check them, and run the same command"
                        + " again."));
  }

  private void rollBackUninterruptibly(Template wanted) {
    Uninterruptibly.run(
        () -> {
          try {
            progress.info(
                refreshes.rollBack(wanted)
                    ? "AWS is rolling back the refresh of the group " + group
                    : "the group %s has no active refresh to roll back".formatted(group));
          } catch (SdkException e) {
            progress.warn(
                "The refresh of the group %s could not be rolled back: %s%nTo roll it back: aws autoscaling rollback-instance-refresh --auto-scaling-group-name %s"
                    .formatted(group, e.getMessage(), group));
          }
        });
  }
}
