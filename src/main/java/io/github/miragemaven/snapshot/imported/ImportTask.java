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
 * An import as EC2 describes it.
 *
 * @param id its id
 * @param state where it stands
 * @param message what EC2 says of that
 * @param progress how much of it is done, in percent, where EC2 says so
 * @param snapshot the snapshot that has come of it
 * @param tags its tags, which are not the snapshot's
 */
record ImportTask(
    String id,
    State state,
    String message,
    Optional<String> progress,
    Optional<String> snapshot,
    Map<String, String> tags) {

  /** Where an import stands. */
  enum State {
    /** EC2 is at it. */
    ACTIVE,
    /** The snapshot is there. */
    COMPLETED,
    /** Nothing has come of it, and nothing will. */
    FAILED
  }

  /** Copies the tags. */
  ImportTask {
    tags = Map.copyOf(tags);
  }

  /** Reads EC2's description, in which what is not there may be empty as well. */
  static ImportTask of(ImportSnapshotTask task) {
    SnapshotTaskDetail detail = task.snapshotTaskDetail();
    return new ImportTask(
        task.importTaskId(),
        state(Optional.ofNullable(detail.status()).orElse("")),
        given(detail.statusMessage()).orElse(""),
        given(detail.progress()),
        given(detail.snapshotId()),
        task.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static State state(String status) {
    return switch (status) {
      case "completed" -> State.COMPLETED;
      case "deleting", "deleted" -> State.FAILED;
      default -> State.ACTIVE;
    };
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(it -> !it.isEmpty());
  }

  /** Whether it has a tag with that value. */
  boolean has(String key, String value) {
    return value.equals(tags.get(key));
  }

  /** Whether it was begun for the same image with the same key, from the same directory. */
  boolean fits(SnapshotOrder order) {
    return state != State.FAILED
        && Stream.of(TagKeys.PROJECT, TagKeys.ORIGIN, TagKeys.IMAGE, TagKeys.KEY)
            .allMatch(key -> has(key, order.tags().get(key)));
  }
}
