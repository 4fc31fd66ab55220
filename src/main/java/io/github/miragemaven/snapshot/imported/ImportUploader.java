package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Retries;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.progress.Dollars;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.snapshot.Completion;
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
 * The story of a snapshot by way of S3: put the image into the bucket, have EC2 import it, make the
 * snapshot the project's by its tags, and remove the object. An import that a killed run has begun
 * is taken over. Whatever fails, no object is left, and no import goes on.
 */
public final class ImportUploader implements Uploader {

  /** What 1,000 requests to put something cost, in US dollars (Amazon S3 pricing, us-east-1). */
  private static final double PUT_1000 = 0.005;

  /** Beside the parts: to begin and to complete the upload. */
  private static final int OTHER_REQUESTS = 2;

  private final Progress progress;
  private final ImportBucket bucket;
  private final PartUploads parts;
  private final ImportTasks tasks;
  private final Snapshots snapshots;
  private final Completion completion;
  private final ImportLeftovers leftovers;

  /** Uploads to that region. */
  public ImportUploader(
      AwsRegion region,
      UploadSettings upload,
      ImportSettings settings,
      Progress progress,
      Time time) {
    Retries retries = Retries.of(time);
    this.progress = progress;
    this.bucket = new ImportBucket(region, retries, settings.bucketIn(region.name()));
    this.parts = new PartUploads(region, retries, upload.connections(), progress);
    this.tasks = new ImportTasks(region, settings.role(), progress, time);
    this.snapshots = new Snapshots(region);
    this.completion = new Completion(snapshots, progress, time);
    this.leftovers = new ImportLeftovers(region, bucket, tasks, snapshots, progress, time);
  }

  @Override
  public UploadPlan plan(SnapshotOrder order)
      throws FailureException, IOException, InterruptedException {
    bucket.require();
    Parts cut = Parts.of(order.image().size());
    int requests = cut.count() + OTHER_REQUESTS;
    return UploadPlan.through(
        "the bucket %s in %d requests (%s)"
            .formatted(bucket.name(), requests, Dollars.about(requests * PUT_1000 / 1000)),
        order.image().size());
  }

  @Override
  public Snapshot upload(SnapshotOrder order, Consumer<String> made)
      throws FailureException, IOException, InterruptedException {
    Optional<ImportTask> begun =
        tasks.ofProject(order.tags().get(TagKeys.PROJECT)).stream()
            .filter(task -> task.fits(order))
            .filter(this::mayComeToSomething)
            .findFirst();
    String deployment =
        begun
            .map(task -> task.tags().get(TagKeys.DEPLOYMENT))
            .orElseGet(() -> UUID.randomUUID().toString());
    Map<String, String> tags = new TreeMap<>(order.tags());
    tags.put(TagKeys.DEPLOYMENT, deployment);
    String key = ImageKey.of(tags, deployment);
    boolean done = false;
    try {
      String task = begun.isPresent() ? takenOver(begun.get()) : begin(order, key, tags);
      String snapshot = tasks.snapshot(task, bucket.name());
      made.accept(snapshot);
      snapshots.tag(snapshot, tags);
      StoredSnapshot stored = completion.of(snapshot);
      done = true;
      return Snapshot.of(stored, order);
    } finally {
      boolean interrupted = Thread.interrupted();
      if (!done) {
        leftovers.giveUp(tags, made);
      }
      leftovers.removeObject(key);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** An import that is over is of use if no one has deleted its snapshot. */
  private boolean mayComeToSomething(ImportTask task) {
    return task.snapshot().isEmpty()
        || snapshots
            .find(task.snapshot().get())
            .filter(stored -> stored.state() != StoredSnapshot.State.FAILED)
            .isPresent();
  }

  private String takenOver(ImportTask task) {
    progress.info("going on with %s, which an earlier run has begun".formatted(task.id()));
    return task.id();
  }

  private String begin(SnapshotOrder order, String key, Map<String, String> tags)
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

  /** A snapshot is only ever tagged when all of the image has been imported. */
  @Override
  public Optional<Snapshot> reuse(SnapshotOrder order, StoredSnapshot stored) {
    return Optional.of(Snapshot.of(stored, order));
  }

  @Override
  public boolean sweep(Map<String, String> tags) throws IOException, InterruptedException {
    return leftovers.sweep(tags);
  }
}
