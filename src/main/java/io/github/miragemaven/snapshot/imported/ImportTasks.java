package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.SnapshotOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Starts, finds, awaits and cancels import tasks. */
final class ImportTasks {

  private static final Duration LIMIT = Duration.ofHours(4);
  private static final String PERMISSIONS =
      "https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html";

  private final AwsRegion region;
  private final Ec2Client ec2;
  private final String role;
  private final Execution execution;
  private final Progress progress;

  ImportTasks(AwsRegion region, String role, Execution execution) {
    this.region = region;
    this.ec2 = region.ec2();
    this.role = role;
    this.execution = execution;
    this.progress = execution.progress();
  }

  /**
   * Returns all tasks of a project. They are filtered here, as EC2 documents no filter for tags.
   */
  List<ImportTask> ofProject(String project) {
    return ec2.describeImportSnapshotTasksPaginator(ask -> {}).importSnapshotTasks().stream()
        .map(ImportTask::of)
        .filter(task -> task.has(TagKeys.PROJECT, project))
        .toList();
  }

  private ImportTask find(String id) {
    return ImportTask.of(
        ec2.describeImportSnapshotTasks(ask -> ask.importTaskIds(id)).importSnapshotTasks().get(0));
  }

  /** Checks the permission to import, before anything is uploaded. */
  void requireMayImport(SnapshotOrder order, String bucket, Map<String, String> tags) {
    try {
      ec2.importSnapshot(
          request(order, bucket, ImageKey.of(tags, "0"), tags).toBuilder().dryRun(true).build());
    } catch (Ec2Exception e) {
      if (!CallFailure.of(e).is("DryRunOperation")) {
        throw e;
      }
    }
  }

  /**
   * Starts an import.
   *
   * @param tags the deployment's tags; its ID is the idempotency token
   * @return the task's ID
   * @throws UserFailureException if the role does not exist
   */
  String start(SnapshotOrder order, String bucket, String key, Map<String, String> tags)
      throws UserFailureException {
    try {
      return ec2.importSnapshot(request(order, bucket, key, tags)).importTaskId();
    } catch (Ec2Exception e) {
      String message = CallFailure.of(e).message();
      if (!message.contains("service role")) {
        throw e;
      }
      throw new UserFailureException(
          "EC2 in %s cannot import with the role %s: %s.%nCreate a role that vmie.amazonaws.com may assume and that may read the bucket %s, or set another one (-Dmirage.import.role=...):%n%s"
              .formatted(
                  region.name(), role, message.strip().replaceAll("\\.$", ""), bucket, PERMISSIONS),
          e);
    }
  }

  private ImportSnapshotRequest request(
      SnapshotOrder order, String bucket, String key, Map<String, String> tags) {
    ImportSnapshotRequest.Builder request =
        ImportSnapshotRequest.builder()
            .clientToken(tags.getOrDefault(TagKeys.DEPLOYMENT, ""))
            .description(order.description())
            .roleName(role)
            .diskContainer(
                disk -> disk.format("RAW").userBucket(at -> at.s3Bucket(bucket).s3Key(key)))
            .tagSpecifications(Ec2Tags.of(ResourceType.IMPORT_SNAPSHOT_TASK, tags));
    if (order.encryption().enabled()) {
      request.encrypted(true);
      order.encryption().kmsKeyArn().ifPresent(request::kmsKeyId);
    }
    return request.build();
  }

  /**
   * Waits until an import is complete, and logs its progress.
   *
   * @return the snapshot's ID
   */
  String awaitSnapshot(String id, String bucket) throws FailureException, InterruptedException {
    AtomicReference<String> logged = new AtomicReference<>("");
    return new Waiting(execution)
        .until(
            "the import " + id + " is not complete",
            LIMIT,
            () -> {
              ImportTask task = find(id);
              if (task.state() == ImportTask.State.FAILED) {
                throw failed(task, bucket);
              }
              String line = task.progress().map(it -> it + " %, ").orElse("") + task.message();
              if (task.state() == ImportTask.State.ACTIVE && !logged.getAndSet(line).equals(line)) {
                progress.info("importing: " + line);
              }
              return Optional.of(task)
                  .filter(it -> it.state() == ImportTask.State.COMPLETED)
                  .flatMap(ImportTask::snapshot);
            });
  }

  private FailureException failed(ImportTask task, String bucket) {
    String problem = "EC2 could not import the image (%s): %s.".formatted(task.id(), message(task));
    if (task.message().contains("access") || task.message().contains("403")) {
      return new UserFailureException(
          "%s%nAllow the role %s to read the bucket %s (s3:GetBucketLocation, s3:GetObject, s3:ListBucket), and to use its KMS key:%n%s"
              .formatted(problem, role, bucket, PERMISSIONS));
    }
    return new EnvironmentFailureException(
        "%s%nRun the same command again; if it fails again, check that EC2 may use the bucket %s, the role %s and the <kmsKey>."
            .formatted(problem, bucket, role));
  }

  private static String message(ImportTask task) {
    return task.message().isEmpty() ? "no reason given" : task.message().replaceAll("\\.$", "");
  }

  /**
   * Cancels an import if it is still active.
   *
   * @return the ID of the snapshot if the import has already created it
   */
  Optional<String> cancel(String id) {
    try {
      ec2.cancelImportTask(ask -> ask.importTaskId(id));
      return Optional.empty();
    } catch (Ec2Exception e) {
      ImportTask now = find(id);
      if (now.state() == ImportTask.State.ACTIVE) {
        throw e;
      }
      return now.snapshot();
    }
  }
}
