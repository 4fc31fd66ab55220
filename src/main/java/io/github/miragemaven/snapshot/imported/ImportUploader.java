package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Dollars;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.snapshot.Snapshot;
import io.github.miragemaven.snapshot.SnapshotOrder;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.snapshot.UploadPlan;
import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Uploader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Creates a snapshot through S3: uploads the image to the bucket, has EC2 import it, tags the
 * snapshot and deletes the object. Resumes the import of a killed run. After a failure too, the
 * object is deleted and the import is canceled.
 */
public final class ImportUploader implements Uploader {

  /** Price of 1,000 PUT requests in US dollars (Amazon S3 pricing, us-east-1). */
  private static final double PRICE_OF_1000_PUTS = 0.005;

  /** Requests that start and complete the upload. */
  private static final int OTHER_REQUESTS = 2;

  private final Progress progress;
  private final ImportBucket bucket;
  private final PartUploads parts;
  private final ImportTasks tasks;
  private final Snapshots snapshots;
  private final ImportLeftovers leftovers;
  private final Execution execution;

  /** Creates an uploader for a region. */
  public ImportUploader(
      AwsRegion region, UploadSettings upload, ImportSettings settings, Execution execution) {
    Retries retries = Retries.of(execution.time());
    this.progress = execution.progress();
    this.execution = execution;
    this.bucket = new ImportBucket(region, retries, settings.bucketIn(region.name()));
    this.parts = new PartUploads(region, retries, upload.connections(), progress);
    this.tasks = new ImportTasks(region, settings.role(), execution);
    this.snapshots = new Snapshots(region);
    this.leftovers = new ImportLeftovers(region, bucket, tasks, snapshots, execution);
  }

  @Override
  public UploadPlan plan(SnapshotOrder order)
      throws FailureException, IOException, InterruptedException {
    bucket.require();
    Parts cut = Parts.of(order.image().size());
    int requests = cut.count() + OTHER_REQUESTS;
    return UploadPlan.wholeImage(
        order.image().size(),
        "the bucket %s in %d requests (%s)"
            .formatted(
                bucket.name(), requests, Dollars.about(requests * PRICE_OF_1000_PUTS / 1000)));
  }

  @Override
  public Snapshot upload(SnapshotOrder order, Consumer<String> created)
      throws FailureException, IOException, InterruptedException {
    Optional<ImportTask> earlier =
        tasks.ofProject(order.tags().get(TagKeys.PROJECT)).stream()
            .filter(task -> task.matches(order))
            .filter(this::isUsable)
            .findFirst();
    String deployment =
        earlier
            .map(task -> task.tags().get(TagKeys.DEPLOYMENT))
            .orElseGet(() -> UUID.randomUUID().toString());
    Map<String, String> tags = new TreeMap<>(order.tags());
    tags.put(TagKeys.DEPLOYMENT, deployment);
    String key = ImageKey.of(tags, deployment);
    boolean done = false;
    try {
      String task = earlier.isPresent() ? resume(earlier.get()) : start(order, key, tags);
      String snapshot = tasks.awaitSnapshot(task, bucket.name());
      created.accept(snapshot);
      snapshots.tag(snapshot, tags);
      StoredSnapshot stored = snapshots.awaitCompletion(snapshot, execution);
      done = true;
      return Snapshot.of(stored, order);
    } finally {
      boolean failed = !done;
      Uninterruptibly.run(() -> cleanUp(failed, key, tags, created));
    }
  }

  private void cleanUp(
      boolean failed, String key, Map<String, String> tags, Consumer<String> created) {
    if (failed) {
      leftovers.cancelImport(tags, created);
    }
    leftovers.removeObject(key);
  }

  /** Tells whether the task is active, or its snapshot exists and has not failed. */
  private boolean isUsable(ImportTask task) {
    return task.snapshot().isEmpty()
        || snapshots
            .find(task.snapshot().get())
            .filter(stored -> stored.state() != StoredSnapshot.State.FAILED)
            .isPresent();
  }

  private String resume(ImportTask task) {
    progress.info("resuming %s of an earlier run".formatted(task.id()));
    return task.id();
  }

  private String start(SnapshotOrder order, String key, Map<String, String> tags)
      throws FailureException, IOException, InterruptedException {
    tasks.requireMayImport(order, bucket.name(), tags);
    Parts cut = Parts.of(order.image().size());
    progress.info(
        "uploading %s in %d part%s to s3://%s/%s"
            .formatted(
                Sizes.of(cut.size()),
                cut.count(),
                cut.count() == 1 ? "" : "s",
                bucket.name(),
                key));
    String id = bucket.begin(key);
    boolean whole = false;
    try {
      parts.put(bucket.name(), key, id, order.image().file(), cut);
      whole = true;
    } finally {
      if (!whole) {
        leftovers.abort(key, id);
      }
    }
    String task = tasks.start(order, bucket.name(), key, tags);
    progress.info("importing it as %s".formatted(task));
    return task;
  }

  /** Reuses any snapshot: it is tagged only after the whole image was imported. */
  @Override
  public Optional<Snapshot> reuse(SnapshotOrder order, StoredSnapshot stored) {
    return Optional.of(Snapshot.of(stored, order));
  }

  @Override
  public boolean removeLeftovers(Map<String, String> tags)
      throws IOException, InterruptedException {
    return leftovers.sweep(tags);
  }
}
