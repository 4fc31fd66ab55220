package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;

/**
 * A snapshot that no AMI uses.
 *
 * @param snapshot the snapshot
 * @param busyUntil the time until which a running deployment may still need it
 */
public record OrphanedSnapshot(StoredSnapshot snapshot, Instant busyUntil) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Estimates how long a deployment may need the snapshot. A deployment registers its AMI soon
   * after the snapshot is completed. A pending snapshot may be a large upload from another machine;
   * EBS fails a snapshot that receives no block for an hour. The deployment lock excludes other
   * deployments from this directory.
   */
  static OrphanedSnapshot of(StoredSnapshot snapshot, Project project) {
    boolean own = project.origin().equals(snapshot.tags().get(TagKeys.ORIGIN));
    return new OrphanedSnapshot(
        snapshot,
        switch (snapshot.state()) {
          case FAILED -> snapshot.started();
          case COMPLETED -> snapshot.status().completed().orElse(snapshot.started()).plus(HOUR);
          case PENDING -> snapshot.started().plus(own ? HOUR : DAY);
        });
  }

  /** Tells whether a running deployment may still need it. */
  public boolean isBusy(Instant now) {
    return now.isBefore(busyUntil);
  }
}
