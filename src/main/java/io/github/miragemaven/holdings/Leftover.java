package io.github.miragemaven.holdings;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot that no AMI is made of.
 *
 * @param snapshot the snapshot
 * @param busyUntil when it is certain that no deployment is at it any more
 */
public record Leftover(StoredSnapshot snapshot, Instant busyUntil) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Judges a snapshot. A deployment registers the AMI soon after the snapshot is completed. One
   * that is pending for long may be a large one on its way from another machine: EBS itself gives
   * up what no block was written to for an hour, and then it has failed. From this directory no
   * deployment runs as long as its lock is held.
   */
  static Leftover of(StoredSnapshot snapshot, Project project) {
    boolean own = project.origin().equals(snapshot.tags().get(TagKeys.ORIGIN));
    return new Leftover(
        snapshot,
        switch (snapshot.state()) {
          case FAILED -> snapshot.started();
          case COMPLETED -> snapshot.completed().orElse(snapshot.started()).plus(HOUR);
          case PENDING -> snapshot.started().plus(own ? HOUR : DAY);
        });
  }

  /** Whether a deployment may be at it. */
  public boolean isBusy(Instant now) {
    return now.isBefore(busyUntil);
  }
}
