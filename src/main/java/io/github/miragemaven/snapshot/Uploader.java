package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Brings an image into a snapshot of a region. */
public interface Uploader {

  /** A way to do that: opens an uploader for a region. */
  @FunctionalInterface
  interface Strategy {

    /** The EBS direct APIs, which need nothing else. */
    Strategy DIRECT = SnapshotUploader::new;

    /** An uploader to that region. */
    Uploader uploader(AwsRegion region, UploadSettings settings, Execution execution);
  }

  /**
   * What an upload would send. Nothing is made.
   *
   * @throws FailureException if it is clear that it cannot succeed
   */
  UploadPlan plan(SnapshotOrder order) throws FailureException, IOException, InterruptedException;

  /**
   * Uploads an image.
   *
   * @param made is told the id of each snapshot that is made for it
   */
  Snapshot upload(SnapshotOrder order, Consumer<String> made)
      throws FailureException, IOException, InterruptedException;

  /**
   * Takes a snapshot that a run before this one has completed.
   *
   * @return empty if it does not hold the image
   */
  Optional<Snapshot> reuse(SnapshotOrder order, StoredSnapshot stored)
      throws FailureException, IOException, InterruptedException;

  /**
   * Removes what killed runs have left on this way, beside snapshots with the project's tags.
   *
   * @param tags the project's tags
   * @return whether a snapshot has been found, and tagged, that is one of those from now on
   */
  default boolean removeLeftovers(Map<String, String> tags)
      throws IOException, InterruptedException {
    return false;
  }
}
