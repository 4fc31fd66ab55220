package io.github.miragemaven.snapshot.imported;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.snapshot.SnapshotOrder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * A task that imports a snapshot.
 *
 * @param id its ID
 * @param state its state
 * @param message its status message; may be empty
 * @param progress the percentage that is complete, if EC2 reports it
 * @param snapshot the ID of the snapshot, if EC2 has created it
 * @param tags its tags, which EC2 does not copy to the snapshot
 */
record ImportTask(
    String id,
    State state,
    String message,
    Optional<String> progress,
    Optional<String> snapshot,
    Map<String, String> tags) {

  /** State of an import task. */
  enum State {
    /** The import is in progress. */
    ACTIVE,
    /** The snapshot has been created. */
    COMPLETED,
    /** The import failed or was canceled. */
    FAILED
  }

  ImportTask {
    tags = Map.copyOf(tags);
  }

  /** Converts the SDK's type, in which missing values may be null or empty. */
  static ImportTask of(ImportSnapshotTask task) {
    SnapshotTaskDetail detail = task.snapshotTaskDetail();
    return new ImportTask(
        task.importTaskId(),
        state(Optional.ofNullable(detail.status()).orElse("")),
        nonEmpty(detail.statusMessage()).orElse(""),
        nonEmpty(detail.progress()),
        nonEmpty(detail.snapshotId()),
        task.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static State state(String status) {
    return switch (status) {
      case "completed" -> State.COMPLETED;
      case "deleting", "deleted" -> State.FAILED;
      default -> State.ACTIVE;
    };
  }

  private static Optional<String> nonEmpty(String text) {
    return Optional.ofNullable(text).filter(it -> !it.isEmpty());
  }

  /** Tells whether it has a tag with this value. */
  boolean has(String key, String value) {
    return value.equals(tags.get(key));
  }

  /** Tells whether it imports the same image with the same KMS key for the same directory. */
  boolean matches(SnapshotOrder order) {
    return state != State.FAILED
        && Stream.of(TagKeys.PROJECT, TagKeys.ORIGIN, TagKeys.IMAGE, TagKeys.KEY)
            .allMatch(key -> has(key, order.tags().get(key)));
  }
}
