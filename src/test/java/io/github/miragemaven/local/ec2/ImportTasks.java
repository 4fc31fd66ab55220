package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.kms.Keys;
import io.github.miragemaven.local.kms.KmsKey;
import io.github.miragemaven.local.service.Anomaly;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Bucket;
import io.github.miragemaven.local.state.GlobalState;
import io.github.miragemaven.local.state.ImportTask;
import io.github.miragemaven.local.state.ImportTask.Phase;
import io.github.miragemaven.local.state.ImportTask.Source;
import io.github.miragemaven.local.state.Instance.Token;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.StoredObject;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** ImportSnapshot and CancelImportTask, of raw disks in a bucket of the region. */
final class ImportTasks {

  private static final String USUAL_ROLE = "vmimport";
  private static final String TAGGED = "import-snapshot-task";

  private final String importRole;
  private final RegionContext region;
  private final RegionState state;
  private final Keys keys;

  ImportTasks(RegionContext region, String importRole) {
    this.importRole = importRole;
    this.region = region;
    this.state = region.state();
    this.keys = new Keys(region.name());
  }

  Consumer<Xml> start(Query query) throws ServiceError, IOException {
    String role = query.text("RoleName").orElse(USUAL_ROLE);
    String description = query.text("Description").orElse("");
    Query container = query.structure("DiskContainer");
    String format = container.required("Format");
    Query place = container.structure("UserBucket");
    String bucket = place.required("S3Bucket");
    String key = place.required("S3Key");
    container.text("Description");
    Optional<String> kmsKey = key(query);
    Optional<Token> token = ClientTokens.of(query);
    Map<String, String> tags =
        TagSpecifications.of(query, Set.of(TAGGED), region.account())
            .getOrDefault(TAGGED, Map.of());
    boolean fails = query.shows(Anomaly.FAILS_LATER);
    query.done();
    if (!format.equalsIgnoreCase("RAW")) {
      throw Ec2Errors.invalidValue("The disk container format " + format + " is not taken here");
    }
    requireRole(role);
    return state
        .lock()
        .hold(
            () -> {
              Optional<ImportTask> before =
                  ClientTokens.made(
                      token,
                      TestState.of(state).importTasks().all(),
                      ImportTask::token,
                      ImportTask::id);
              ImportTask task =
                  before.isPresent()
                      ? before.get()
                      : new ImportTask(
                          RegionState.newId("import-snap"),
                          Phase.PENDING,
                          region.polls(),
                          fails,
                          source(bucket, key, role),
                          description,
                          kmsKey,
                          token,
                          Optional.empty(),
                          "",
                          tags);
              TestState.of(state).importTasks().put(task.id(), task);
              return answer -> write(answer, task);
            });
  }

  /**
   * Requires that the role exists. EC2 checks that at once, but the role's permissions only when it
   * reads the object.
   */
  private void requireRole(String role) throws ServiceError {
    if (!role.equals(importRole)) {
      throw ServiceError.of(
          "InvalidParameter",
          "The service role %s provided does not exist or does not have sufficient permissions"
              .formatted(role));
    }
  }

  private Source source(String bucket, String key, String role) throws ServiceError, IOException {
    Optional<Bucket> found = GlobalState.open(region.directory()).buckets().find(bucket);
    Optional<StoredObject> object =
        TestState.of(state).objects().find(StoredObject.id(bucket, key));
    if (found.isPresent() && !found.get().region().equals(region.name())) {
      throw ServiceError.of("InvalidParameter", "The given S3 object is not local to the region");
    }
    if (object.isEmpty()) {
      throw ServiceError.of(
          "InvalidParameter", "The specified object %s/%s does not exist".formatted(bucket, key));
    }
    return new Source(bucket, key, object.get().size(), role);
  }

  private Optional<String> key(Query query) throws ServiceError {
    Optional<String> wanted = query.text("KmsKeyId");
    boolean encrypted = query.flag("Encrypted").orElse(false);
    if (wanted.isPresent() && !encrypted) {
      throw ServiceError.of(
          "InvalidParameterDependency", "KmsKeyId can only be given with Encrypted=true");
    }
    if (!encrypted && !region.account().encryptionByDefault()) {
      return Optional.empty();
    }
    KmsKey key =
        keys.find(wanted.orElse(Keys.EBS_DEFAULT))
            .filter(KmsKey::enabled)
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "InvalidParameter", "The key " + wanted.orElse("") + " cannot be used"));
    return Optional.of(key.arn());
  }

  Consumer<Xml> cancel(Query query) throws ServiceError, IOException {
    String id = query.required("ImportTaskId");
    query.text("CancelReason");
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              ImportTask task = find(id);
              if (!task.active()) {
                throw ServiceError.of(
                    "IncorrectState",
                    "The import task %s is %s and cannot be canceled".formatted(id, task.status()));
              }
              ImportTask cancelled = task.failed("User has cancelled the task");
              TestState.of(state).importTasks().put(id, cancelled);
              return answer ->
                  answer
                      .text("importTaskId", id)
                      .text("previousState", task.status())
                      .text("state", cancelled.status());
            });
  }

  /** Returns the task with an ID. Called under the lock. */
  ImportTask find(String id) throws ServiceError, IOException {
    Optional<ImportTask> task =
        id.matches("import-snap-[0-9a-f]{17}")
            ? TestState.of(state).importTasks().find(id)
            : Optional.empty();
    return task.orElseThrow(
        () ->
            ServiceError.of(
                "InvalidConversionTaskId.Malformed", "The import task ID " + id + " is not found"));
  }

  /** Returns the tasks with these IDs, or all. Called under the lock. */
  List<ImportTask> chosen(List<String> ids) throws ServiceError, IOException {
    if (ids.isEmpty()) {
      return TestState.of(state).importTasks().all();
    }
    List<ImportTask> chosen = new ArrayList<>();
    for (String id : ids) {
      chosen.add(find(id));
    }
    return chosen;
  }

  /** Writes a task. A task without a snapshot has an empty snapshot ID, as on EC2. */
  static void write(Xml xml, ImportTask task) {
    xml.text("importTaskId", task.id())
        .text("description", task.description())
        .element(
            "snapshotTaskDetail",
            detail -> {
              detail
                  .text("description", task.description())
                  .text("diskImageSize", (double) (task.active() ? 0 : task.source().size()))
                  .text("encrypted", task.kmsKeyArn().isPresent())
                  .text("kmsKeyId", task.kmsKeyArn())
                  .text("format", "RAW")
                  .text("snapshotId", task.snapshotId().orElse(""))
                  .text("status", task.status())
                  .element(
                      "userBucket",
                      place ->
                          place
                              .text("s3Bucket", task.source().bucket())
                              .text("s3Key", task.source().key()));
              if (!task.statusMessage().isEmpty()) {
                detail.text("statusMessage", task.statusMessage());
              }
              if (task.active()) {
                detail.text("progress", task.progress());
              }
            });
    TagSpecifications.write(xml, task.tags());
  }
}
