package io.github.miragemaven.snapshot;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Creates snapshots of images in a region. */
public interface Uploader {

  /** Creates the uploaders of one kind. */
  @FunctionalInterface
  interface Strategy {

    /** Uploads with the EBS direct APIs. */
    Strategy DIRECT = SnapshotUploader::new;

    /** Creates an uploader for a region. */
    Uploader uploader(AwsRegion region, UploadSettings settings, Execution execution);
  }

  /**
   * Plans an upload, without creating anything.
   *
   * @throws FailureException if the upload cannot succeed
   */
  UploadPlan plan(SnapshotOrder order) throws FailureException, IOException, InterruptedException;

  /**
   * Uploads an image.
   *
   * @param created receives the ID of each snapshot that is created
   */
  Snapshot upload(SnapshotOrder order, Consumer<String> created)
      throws FailureException, IOException, InterruptedException;

  /**
   * Reuses a snapshot that an earlier run completed.
   *
   * @return empty if it does not contain the image
   */
  Optional<Snapshot> reuse(SnapshotOrder order, StoredSnapshot stored)
      throws FailureException, IOException, InterruptedException;

  /**
   * Removes leftovers of killed runs, except for snapshots that have the project's tags.
   *
   * @param tags the project's tags
   * @return whether a snapshot without these tags was found and tagged
   */
  default boolean removeLeftovers(Map<String, String> tags)
      throws IOException, InterruptedException {
    return false;
  }
}
