package io.github.miragemaven.snapshot;

import io.github.miragemaven.failure.EnvironmentFailureException;

/** A snapshot that does not hold what was sent to it. */
public final class SnapshotDamagedException extends EnvironmentFailureException {

  private static final long serialVersionUID = 1L;

  SnapshotDamagedException(String snapshot, int block) {
    super(
        "Block %d of %s is not what was uploaded.%nRun the same command again; a damaged snapshot is never used."
            .formatted(block, snapshot));
  }
}
