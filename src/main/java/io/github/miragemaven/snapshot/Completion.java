package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for snapshots that EBS makes ready. */
public final class Completion {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Snapshots snapshots;
  private final Execution execution;
  private final Progress progress;
  private final Time time;

  /** Waits for some of these. */
  public Completion(Snapshots snapshots, Execution execution) {
    this.snapshots = snapshots;
    this.execution = execution;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  /**
   * Waits until a snapshot can be used.
   *
   * @throws EnvironmentFailureException if it cannot, or takes too long
   */
  public StoredSnapshot of(String id) throws FailureException, InterruptedException {
    Instant known = time.now().plus(Retries.GRACE);
    return new Waiting(execution)
        .until(
            "the snapshot " + id + " is not completed",
            LIMIT,
            () -> {
              Optional<StoredSnapshot> stored = snapshots.find(id);
              if (stored.isEmpty() && time.now().isAfter(known)) {
                throw new EnvironmentFailureException(
                    "The snapshot %s is gone: someone has deleted it.%nRun the same command again."
                        .formatted(id));
              }
              return stored.isPresent() ? ready(stored.get()) : stored;
            });
  }

  private static Optional<StoredSnapshot> ready(StoredSnapshot stored)
      throws EnvironmentFailureException {
    return switch (stored.state()) {
      case PENDING -> Optional.empty();
      case COMPLETED -> Optional.of(stored);
      case FAILED ->
          throw new EnvironmentFailureException(
              "The snapshot %s could not be completed: %s%nRun the same command again."
                  .formatted(stored.id(), stored.message()));
    };
  }
}
