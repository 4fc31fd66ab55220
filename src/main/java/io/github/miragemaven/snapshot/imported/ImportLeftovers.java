package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Time;
import io.github.miragemaven.process.Uninterruptibly;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Snapshots;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes objects, multipart uploads and import tasks of failed and killed deployments. */
final class ImportLeftovers {

  /** Uploads and snapshots of other directories are considered abandoned after this time. */
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  private final AwsRegion region;
  private final ImportBucket bucket;
  private final ImportTasks tasks;
  private final Snapshots snapshots;
  private final Progress progress;
  private final Time time;

  ImportLeftovers(
      AwsRegion region,
      ImportBucket bucket,
      ImportTasks tasks,
      Snapshots snapshots,
      Execution execution) {
    this.region = region;
    this.bucket = bucket;
    this.tasks = tasks;
    this.snapshots = snapshots;
    this.progress = execution.progress();
    this.time = execution.time();
  }

  private interface Removal {
    void run() throws IOException, InterruptedException;
  }

  /** Removes something, and logs a warning if that fails. */
  private void removeOrWarn(String what, String command, Removal removal) {
    try {
      removal.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SdkException | IOException e) {
      progress.warn(
          "%s could not be removed: %s%nThe next mvn deploy will try again. To do it now: %s"
              .formatted(what, e.getMessage(), command));
    }
  }

  /** Aborts a multipart upload. */
  void abort(String key, String upload) {
    Uninterruptibly.run(
        () ->
            removeOrWarn(
                "The upload of s3://%s/%s".formatted(bucket.name(), key),
                "aws s3api abort-multipart-upload --region %s --bucket %s --key %s --upload-id %s"
                    .formatted(region.name(), bucket.name(), key, upload),
                () -> bucket.abort(key, upload)));
  }

  /** Deletes a deployment's object. */
  void removeObject(String key) {
    String object = "s3://%s/%s".formatted(bucket.name(), key);
    removeOrWarn(
        object,
        "aws s3 rm --region %s %s".formatted(region.name(), object),
        () -> bucket.delete(key));
  }

  /**
   * Cancels a deployment's import. Finds it by its tags, as the response to the request may have
   * been lost.
   *
   * @param tags the deployment's tags
   * @param created receives the ID of the snapshot if the import has already created one
   */
  void cancelImport(Map<String, String> tags, Consumer<String> created) {
    removeOrWarn(
        "The import of this deployment",
        "aws ec2 describe-import-snapshot-tasks --region %s".formatted(region.name()),
        () -> {
          for (ImportTask task : tasks.ofProject(tags.get(TagKeys.PROJECT))) {
            if (task.has(TagKeys.DEPLOYMENT, tags.get(TagKeys.DEPLOYMENT))) {
              Optional<String> snapshot = cancel(task);
              if (snapshot.flatMap(snapshots::find).isPresent()) {
                snapshots.tag(snapshot.get(), tags);
                created.accept(snapshot.get());
              }
            }
          }
        });
  }

  private Optional<String> cancel(ImportTask task) {
    if (task.state() != ImportTask.State.ACTIVE) {
      return task.snapshot();
    }
    Optional<String> snapshot = tasks.cancel(task.id());
    progress.info("canceled %s".formatted(task.id()));
    return snapshot;
  }

  /**
   * Removes the leftovers of killed runs: objects, multipart uploads and imports of this directory,
   * and old ones of other directories. Untagged snapshots of imports get the import's tags, so that
   * they are recognized as unfinished.
   *
   * @param tags the project's tags
   * @return whether a snapshot was tagged
   */
  boolean sweep(Map<String, String> tags) throws IOException, InterruptedException {
    try {
      String prefix = ImageKey.ofOrigin(tags);
      for (ImportBucket.Item item : bucket.items(ImageKey.ofProject(tags))) {
        if (item.key().startsWith(prefix) || isOld(item.since())) {
          bucket.remove(item);
          progress.info(
              "removed s3://%s/%s, left over from an earlier run"
                  .formatted(bucket.name(), item.key()));
        }
      }
      boolean found = false;
      for (ImportTask task : tasks.ofProject(tags.get(TagKeys.PROJECT))) {
        boolean ours = task.has(TagKeys.ORIGIN, tags.get(TagKeys.ORIGIN));
        if (ours && task.state() == ImportTask.State.ACTIVE) {
          cancel(task);
        }
        found |= tagSnapshot(task, ours);
      }
      return found;
    } catch (SdkException e) {
      progress.warn(
          "Leftovers of earlier runs in the bucket %s could not be removed: %s"
              .formatted(bucket.name(), e.getMessage()));
      return false;
    }
  }

  /**
   * Tags the snapshot of a task unless a running deployment of another directory may still do so.
   */
  private boolean tagSnapshot(ImportTask task, boolean ours) {
    List<StoredSnapshot> untagged =
        task.snapshot().flatMap(snapshots::find).stream()
            .filter(stored -> !stored.tags().containsKey(TagKeys.PROJECT))
            .filter(stored -> ours || isOld(stored.started()))
            .toList();
    untagged.forEach(stored -> snapshots.tag(stored.id(), task.tags()));
    return !untagged.isEmpty();
  }

  private boolean isOld(Instant since) {
    return since.plus(LONGEST_UPLOAD).isBefore(time.now());
  }
}
