package io.github.miragemaven.snapshot;

import io.github.miragemaven.failure.EnvironmentFailureException;

/** Thrown when a snapshot does not contain the data that was uploaded. */
public final class SnapshotDamagedException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  SnapshotDamagedException(String snapshot, int block) {
    super(
        "Block %d of %s differs from the uploaded data.%nRun the same command again; a damaged snapshot is never used."
            .formatted(block, snapshot));
  }
}
